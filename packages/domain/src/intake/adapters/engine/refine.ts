import type { Severity } from "../../../alerts/severity.ts";
import type { Finding } from "../../reader/finding.ts";
import { normalName } from "../../reader/names.ts";
import type { FoundSeverity } from "../../reader/read-severity.ts";
import { TOP_LEVEL } from "../../reader/read-severity.ts";
import type { FoundText } from "../../reader/read-text.ts";
import { cutText, MAX_TITLE } from "../../reader/read-text.ts";
import { isLink } from "../../reader/read-url.ts";
import { shortenKey } from "../../reader/shorten-key.ts";
import { severityOf } from "../../reader/severity-words.ts";
import type { Adapter, SeverityRule } from "./adapter.ts";
import type { Subject } from "./subject.ts";
import { sourceOf, textAt } from "./subject.ts";
import { lookUpTable } from "./tables.ts";
import { fillKey, fillTitle } from "./template.ts";

/** An alert whose tool is known, and what is found of it. */
export interface Refined {
  adapter: Adapter;
  subject: Subject;
  finding: Finding;
}

/** What a tool's adapter knows better than the general rules. What it does not find, stands. */
export const REFINING_STEPS: {
  /** Before the general rules: nothing of it depends on them. */
  known: (one: Refined) => void;
  /** After them. */
  better: readonly ((one: Refined) => void)[];
} = {
  known: ({ adapter, subject, finding }) => {
    finding.dedupKey = readKey(adapter, subject);
    finding.url = readLink(adapter, subject);
  },
  better: [
    ({ adapter, finding }) => {
      finding.adapter = adapter.tool;
      if (adapter.isProtocol !== true || finding.tool === "generic") finding.tool = adapter.tool;
    },
    ({ adapter, subject, finding }) => {
      finding.state = decide(readState(adapter, subject), finding.state);
    },
    ({ adapter, subject, finding }) => {
      finding.severity = readSeverity(adapter, subject, finding.severity);
    },
    ({ adapter, subject, finding }) => {
      finding.title = readTitle(adapter, subject) ?? finding.title;
    },
  ],
};

function readState({ state = [] }: Adapter, subject: Subject): Finding["state"] | null {
  for (const rule of state) {
    const value = textAt(subject, rule.from);
    const found = value === null ? null : lookUpTable(rule, value);
    if (found !== null) return { state: found, source: sourceOf(subject, rule.from), value, firing: [] };
  }
  return null;
}

/** Doubt means firing: what an adapter calls resolved stays so only if no other field of the body says firing. */
function decide(found: Finding["state"] | null, general: Finding["state"]): Finding["state"] {
  const { source } = found ?? {};
  const isDoubted = found?.state === "resolved" && general.firing.some((path) => !isSame(path, source ?? ""));
  return found === null || isDoubted ? general : found;
}

/** `alerts[0].status` is the adapter's `status`. */
const isSame = (path: string, from: string): boolean =>
  path === from || path.endsWith(`.${from}`) || from.endsWith(`.${path}`);

/** Rules of a promised top-level field by its name, the others, and the promised fields that are ignored. */
interface SeverityPlan {
  promised: ReadonlyMap<string, SeverityRule>;
  others: readonly SeverityRule[];
  ignored: ReadonlySet<string>;
}
const plans = new WeakMap<Adapter, SeverityPlan>();

function planOf(adapter: Adapter): SeverityPlan {
  const before = plans.get(adapter);
  if (before !== undefined) return before;
  const { severity: rules = [], notSeverity = [] } = adapter;
  const ignored = new Set(notSeverity.map(normalName));
  const promised = new Map<string, SeverityRule>();
  const others: SeverityRule[] = [];
  for (const rule of rules) {
    const name = normalName(rule.from);
    if (ignored.has(name) || !TOP_LEVEL.some((one) => one === name)) others.push(rule);
    else if (!promised.has(name)) promised.set(name, rule);
  }
  const plan: SeverityPlan = { promised, others, ignored };
  plans.set(adapter, plan);
  return plan;
}

/** The promised top-level fields in their order, by the tool's table where it has one; then the tool's own places. */
function readSeverity(
  adapter: Adapter,
  subject: Subject,
  general: FoundSeverity | null,
): FoundSeverity | null {
  const { promised, others, ignored } = planOf(adapter);
  const stated = general === null || general.source.includes(".") ? "" : normalName(general.source);
  for (const name of TOP_LEVEL) {
    const rule = promised.get(name);
    const found = rule === undefined ? null : readRule(rule, subject);
    if (found !== null) return found;
    if (rule === undefined && stated === name && !ignored.has(name)) return general;
  }
  for (const rule of others) {
    const found = readRule(rule, subject);
    if (found !== null) return found;
  }
  return ignored.has(stated) ? null : general;
}

function readRule(rule: SeverityRule, subject: Subject): FoundSeverity | null {
  const value = textAt(subject, rule.from);
  if (value === null) return null;
  const severity =
    lookUpTable(rule, value) ??
    reached(rule, value) ??
    ((rule.is ?? rule.atLeast) ? null : severityOf(value));
  return severity === null ? null : { severity, source: sourceOf(subject, rule.from), value };
}

const WORST_FIRST: readonly Severity[] = ["critical", "major", "minor", "info"];

function reached({ atLeast = {} }: SeverityRule, value: string): Severity | null {
  const number = Number(value);
  return WORST_FIRST.find((severity) => number >= (atLeast[severity] ?? Number.POSITIVE_INFINITY)) ?? null;
}

function readTitle({ title = [] }: Adapter, subject: Subject): FoundText | null {
  for (const template of title) {
    const filled = fillTitle(template, subject);
    if (filled !== null) return { text: cutText(filled.text, MAX_TITLE) ?? "", source: filled.source };
  }
  return null;
}

function readKey({ dedup = [] }: Adapter, subject: Subject): string | null {
  for (const template of dedup) {
    const filled = fillKey(template, subject);
    if (filled !== null) return shortenKey(filled.text);
  }
  return null;
}

function readLink({ url = [] }: Adapter, subject: Subject): string | null {
  for (const path of url) {
    const link = textAt(subject, path);
    if (link !== null && isLink(link)) return link;
  }
  return null;
}

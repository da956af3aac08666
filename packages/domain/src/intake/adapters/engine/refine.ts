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

/** What an adapter alone knows of an alert: nothing of it depends on the general rules. */
export const refinedParts = (adapter: Adapter, subject: Subject): Pick<Finding, "dedupKey" | "url"> => ({
  dedupKey: readKey(adapter, subject),
  url: readLink(adapter, subject),
});

/** The general reader's finding with what the tool's adapter knows better. What it does not find, stands. */
export const refine = (general: Finding, adapter: Adapter, subject: Subject): Finding => ({
  ...general,
  adapter: adapter.tool,
  tool: adapter.isProtocol && general.tool !== "generic" ? general.tool : adapter.tool,
  state: decide(readState(adapter, subject), general.state),
  severity: readSeverity(adapter, subject, general.severity),
  title: readTitle(adapter, subject) ?? general.title,
});

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
  const stated = general === null ? "" : normalName(general.source);
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

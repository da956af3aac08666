import type { Severity } from "../../../alerts/severity.ts";
import type { Finding } from "../../reader/finding.ts";
import { normalName } from "../../reader/names.ts";
import type { Surroundings } from "../../reader/read-general.ts";
import type { FoundSeverity } from "../../reader/read-severity.ts";
import { TOP_LEVEL } from "../../reader/read-severity.ts";
import type { FoundText } from "../../reader/read-text.ts";
import { cutText, MAX_TITLE } from "../../reader/read-text.ts";
import { isLink } from "../../reader/read-url.ts";
import { shortenKey } from "../../reader/shorten-key.ts";
import { severityOf } from "../../reader/severity-words.ts";
import type { Part } from "../../reader/split-alerts.ts";
import type { Adapter, SeverityRule } from "./adapter.ts";
import type { Subject } from "./subject.ts";
import { sourceOf, textAt } from "./subject.ts";
import { lookUpTable } from "./tables.ts";
import { fillKey, fillTitle } from "./template.ts";

/** The general reader's finding with what the tool's adapter knows better. What it does not find, stands. */
export function refine(general: Finding, adapter: Adapter, part: Part, around: Surroundings): Finding {
  const subject: Subject = { part, around };
  return {
    ...general,
    adapter: adapter.tool,
    tool: adapter.isProtocol && general.tool !== "generic" ? general.tool : adapter.tool,
    state: decide(readState(adapter, subject), general.state),
    severity: readSeverity(adapter, subject, general.severity),
    title: readTitle(adapter, subject) ?? general.title,
    dedupKey: readKey(adapter, subject) ?? general.dedupKey,
    url: readLink(adapter, subject) ?? general.url,
  };
}

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

/** The promised top-level fields in their order, by the tool's table where it has one; then the tool's own places. */
function readSeverity(
  { severity: rules = [], notSeverity = [] }: Adapter,
  subject: Subject,
  general: FoundSeverity | null,
): FoundSeverity | null {
  const ignored = new Set(notSeverity.map(normalName));
  const isPromised = ({ from }: { from: string }): boolean =>
    TOP_LEVEL.some((name) => name === normalName(from) && !ignored.has(name));
  for (const name of TOP_LEVEL) {
    const rule = rules.find((one) => normalName(one.from) === name && isPromised(one));
    const found = rule === undefined ? null : readRule(rule, subject);
    if (found !== null) return found;
    const stated = general !== null && normalName(general.source) === name && !ignored.has(name);
    if (stated && rule === undefined) return general;
  }
  for (const rule of rules.filter((one) => !isPromised(one))) {
    const found = readRule(rule, subject);
    if (found !== null) return found;
  }
  return general !== null && ignored.has(normalName(general.source)) ? null : general;
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

const readLink = ({ url = [] }: Adapter, subject: Subject): string | null =>
  url.map((path) => textAt(subject, path)).find((link) => link !== null && isLink(link)) ?? null;

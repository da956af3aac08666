import type { Adapter } from "../adapters/engine/adapter.ts";
import { findAdapter } from "../adapters/engine/detect.ts";
import { type Refined, REFINING_STEPS } from "../adapters/engine/refine.ts";
import type { ReadEvent } from "../event.ts";
import { confidenceOf, explanationOf } from "./explain-event.ts";
import type { Finding } from "./finding.ts";
import { GENERAL_STEPS, newDraft, type Surroundings } from "./read-general.ts";
import type { Part } from "./split-alerts.ts";

/**
 * The alerts of a body, with the fields that rules see of each: the general reader's findings, refined by the adapter of
 * the tool. Never throws. Some at a time take one step before one takes the next: a rule that is at hand is twice as
 * fast, and what all of them would leave lying about at once has to be moved when memory is collected.
 */
export function readEvents(
  parts: readonly Part[],
  payloadOf: (index: number) => unknown,
  around: Surroundings,
  adapters: readonly Adapter[],
): ReadEvent[] {
  const adapter = adapterOf(parts, around, adapters);
  const events: ReadEvent[] = [];
  for (let from = 0; from < parts.length; from += AT_A_TIME) {
    around.work.share = Math.min(1, (from + AT_A_TIME) / parts.length);
    for (const finding of findingsOf(parts.slice(from, from + AT_A_TIME), around, adapter)) {
      const index = events.length;
      events.push(
        eventOf(finding, payloadOf(index), index < MAX_EXPLAINED ? explanationOf(finding) : NOT_EXPLAINED),
      );
    }
  }
  return events;
}
const AT_A_TIME = 25;

function findingsOf(parts: readonly Part[], around: Surroundings, adapter: Adapter | null): Finding[] {
  const drafts = parts.map((part) => newDraft(part, around));
  const refined: Refined[] = [];
  if (adapter !== null)
    for (const { part, finding } of drafts) refined.push({ adapter, subject: { part, around }, finding });
  for (const one of refined) REFINING_STEPS.known(one);
  for (const step of GENERAL_STEPS) for (const draft of drafts) step(draft, around);
  for (const step of REFINING_STEPS.better) for (const one of refined) step(one);
  return drafts.map(({ finding }) => (around.work.isDoubtful ? doubted(finding) : finding));
}

/** Alerts of one body whose every finding is explained. */
const MAX_EXPLAINED = 20;
const NOT_EXPLAINED = ["read as the first 20 alerts were, which are explained"];

/** One tool sends a body: the adapter that knows one of its first alerts reads all of them. */
function adapterOf(
  parts: readonly Part[],
  around: Surroundings,
  adapters: readonly Adapter[],
): Adapter | null {
  for (const part of parts.slice(0, MAX_ASKED)) {
    const adapter = findAdapter(adapters, { part, around });
    if (adapter !== null) return adapter;
  }
  return null;
}
const MAX_ASKED = 5;

function eventOf(finding: Finding, payload: unknown, explanation: string[]): ReadEvent {
  const { state, severity, title } = finding;
  return {
    state: state.state,
    stateSource: state.source,
    severity: severity?.severity ?? null,
    severitySource: severity?.source ?? null,
    title: title?.text ?? null,
    titleSource: title?.source ?? null,
    message: finding.message,
    dedupKey: finding.dedupKey,
    url: finding.url,
    tool: finding.tool,
    test: finding.test,
    confidence: confidenceOf(finding),
    explanation,
    payload,
  };
}

/** Of a body that was cut where a state may have stood, none is believed but firing. */
function doubted(finding: Finding): Finding {
  const { state } = finding;
  return state.state === "firing"
    ? finding
    : { ...finding, state: { state: "firing", source: null, value: null, firing: [] } };
}

import type { Adapter } from "../adapters/engine/adapter.ts";
import { findAdapter } from "../adapters/engine/detect.ts";
import { REFINING_STEPS } from "../adapters/engine/refine.ts";
import type { ReadEvent } from "../event.ts";
import { confidenceOf, explanationOf } from "./explain-event.ts";
import type { Finding } from "./finding.ts";
import { GENERAL_STEPS, newDraft, type Surroundings } from "./read-general.ts";
import type { Part } from "./split-alerts.ts";

/**
 * The alerts of a body, with the fields that rules see of each: the general reader's findings, refined by the adapter of
 * the tool. Never throws. All take one step before one takes the next: a rule that is at hand is twice as fast.
 */
export function readEvents(
  parts: readonly Part[],
  payloadOf: (index: number) => unknown,
  around: Surroundings,
  adapters: readonly Adapter[],
): ReadEvent[] {
  const drafts = parts.map((part) => newDraft(part, around));
  const refined = drafts.flatMap((draft) => {
    const subject = { part: draft.part, around };
    const adapter = findAdapter(adapters, subject);
    return adapter === null ? [] : [{ adapter, subject, finding: draft.finding }];
  });
  for (const one of refined) REFINING_STEPS.known(one);
  for (const step of GENERAL_STEPS) for (const draft of drafts) step(draft, around);
  for (const step of REFINING_STEPS.better) for (const one of refined) step(one);
  const findings = drafts.map(({ finding }) => (around.work.isDoubtful ? doubted(finding) : finding));
  return findings.map((finding, index) => eventOf(finding, payloadOf(index)));
}

function eventOf(finding: Finding, payload: unknown): ReadEvent {
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
    explanation: explanationOf(finding),
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

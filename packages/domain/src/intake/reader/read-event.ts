import type { Adapter } from "../adapters/engine/adapter.ts";
import { findAdapter } from "../adapters/engine/detect.ts";
import { refine, refinedParts } from "../adapters/engine/refine.ts";
import type { Subject } from "../adapters/engine/subject.ts";
import type { ReadEvent } from "../event.ts";
import type { Finding } from "./finding.ts";
import { confidenceOf, explanationOf } from "./explain-event.ts";
import type { Surroundings } from "./read-general.ts";
import { readGeneral } from "./read-general.ts";
import type { Part } from "./split-alerts.ts";

/** One alert of a body, with the fields that rules see: the general reader's findings, refined by the adapter of its tool. Never throws. */
export function readEvent(
  part: Part,
  payload: unknown,
  around: Surroundings,
  adapters: readonly Adapter[],
): ReadEvent {
  const subject: Subject = { part, around };
  const adapter = findAdapter(adapters, subject);
  const general = readGeneral(part, around, adapter === null ? NOTHING : refinedParts(adapter, subject));
  const found = adapter === null ? general : refine(general, adapter, subject);
  const finding = around.work.isDoubtful ? doubted(found) : found;
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

const NOTHING = { dedupKey: null, url: null };

/** Of a body that was cut where a state may have stood, none is believed but firing. */
function doubted(finding: Finding): Finding {
  const { state } = finding;
  return state.state === "firing"
    ? finding
    : { ...finding, state: { state: "firing", source: null, value: null, firing: [] } };
}

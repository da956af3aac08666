import type { Adapter } from "../adapters/engine/adapter.ts";
import { findAdapter } from "../adapters/engine/detect.ts";
import { refine } from "../adapters/engine/refine.ts";
import type { ReadEvent } from "../event.ts";
import { confidenceOf, explanationOf } from "./explain-event.ts";
import { isObject } from "./places.ts";
import type { Surroundings } from "./read-general.ts";
import { readGeneral } from "./read-general.ts";
import type { Part } from "./split-alerts.ts";

/** A body with more fields around its alerts is copied into none of them. */
const MAX_SHARED = 300;

/** One alert of a body: the general reader's findings, refined by the adapter of its tool. Never throws. */
export function readEvent(
  part: Part,
  original: Part,
  around: Surroundings,
  adapters: readonly Adapter[],
): ReadEvent {
  const general = readGeneral(part, around);
  const adapter = findAdapter(adapters, part, around);
  const finding = adapter === null ? general : refine(general, adapter, part, around);
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
    payload: payloadOf(original),
  };
}

/** An alert of a list as if it were alone in its body, so that a rule's path reads the same for one and for many. */
function payloadOf({ item, shared }: Part): unknown {
  if (shared === null || !isObject(item) || Object.keys(shared).length > MAX_SHARED) return item;
  return { ...shared, alerts: [item], ...item };
}

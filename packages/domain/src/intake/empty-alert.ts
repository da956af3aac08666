import type { ReadEvent } from "./event.ts";

/** A request that carries nothing is still somebody's alarm. */
export function emptyAlert(endpointName: string): ReadEvent {
  return {
    state: "firing",
    stateSource: null,
    severity: null,
    severitySource: null,
    title: `Empty alert from ${endpointName}`.slice(0, 240),
    titleSource: null,
    message: null,
    dedupKey: null,
    url: null,
    tool: "generic",
    test: false,
    payload: null,
    confidence: 0.2,
    explanation: ["the request is empty: doubt means firing"],
  };
}

import type { IncomingEvent } from "./event.ts";

/** A request that carries nothing is still somebody's alarm. */
export function emptyAlert(endpointName: string): IncomingEvent {
  return {
    state: "firing",
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
  };
}

import { note, type Run } from "./run.ts";

/**
 * Keeps an alert without ringing: the endpoint is paused or the rule only records. It stays open as `triggered`
 * until it is resolved or goes quiet, so that repeats join it.
 */
export function keepSilent(run: Run, reason: "endpoint_paused" | "record_only"): void {
  note(run, { kind: "suppressed", data: { reason } });
  run.alert.autoCloseAt = run.now + run.alert.autoCloseSeconds * 1000;
}

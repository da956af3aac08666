import type { Adapter } from "../engine/adapter.ts";

/** Flux' notification controller: errors, and the reconciliation that succeeded after one. */
export const flux: Adapter = {
  tool: "flux",
  detect: [{ has: ["involvedObject.kind", "reportingController"] }, { is: { "header:gotk-component": /./ } }],
  state: [
    { from: "severity", is: { firing: "error" } },
    { from: "reason", is: { resolved: "reconciliationsucceeded|healthcheckpassed|succeeded" } },
    { from: "severity", is: { notice: "info|trace" } },
  ],
  severity: [{ from: "severity", is: { major: "error", info: "info|trace" } }],
  title: ["{message}", "{involvedObject.kind} {involvedObject.name}: {reason:words}"],
  dedup: ["{involvedObject.kind}/{involvedObject.namespace}/{involvedObject.name}"],
};

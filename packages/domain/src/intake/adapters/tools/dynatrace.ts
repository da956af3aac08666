import type { Adapter } from "../engine/adapter.ts";

/** Dynatrace's problem notifications by their placeholders' names. `ProblemID` is for display, `PID` the identity. */
export const dynatrace: Adapter = {
  tool: "dynatrace",
  detect: [
    { has: ["ProblemID", "State"] },
    { has: ["PID", "ProblemTitle"] },
    { has: ["ProblemTitle", "State"] },
  ],
  state: [{ from: "State", is: { firing: "open|merged", resolved: "resolved|closed" } }],
  severity: [
    {
      from: "ProblemSeverity",
      is: {
        critical: "availability|monitoring_unavailable",
        major: "error",
        minor: "performance|resource_contention|custom_alert",
      },
    },
  ],
  title: ["{ProblemTitle}", "{ProblemImpact:words} problem {ProblemID}"],
  dedup: ["problem:{PID}", "problem:{ProblemID}"],
  url: ["ProblemURL", "Problem URL"],
};

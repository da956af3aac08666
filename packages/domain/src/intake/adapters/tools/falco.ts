import type { Adapter } from "../engine/adapter.ts";

/** Falco through Falcosidekick, plain or as its Slack card. `Debug` is the rule author's own output, not an alert. */
export const falco: Adapter = {
  tool: "falco",
  detect: [
    { has: ["output", "priority", "rule", "output_fields"] },
    { is: { footer: /falcosidekick/i } },
    { is: { username: /^falcosidekick$/i }, has: ["attachments[0].fields"] },
  ],
  state: [
    { from: "priority", is: { notice: "debug" } },
    { from: "attachments[0].fields[1].value", is: { notice: "debug" } },
  ],
  severity: [
    {
      from: "priority",
      is: {
        critical: "emergency|alert|critical",
        major: "error",
        minor: "warning",
        info: "notice|informational|info|debug",
      },
    },
  ],
  title: ["{attachments[0].fallback|attachments[0].text}", "{rule}"],
  dedup: ["{rule}/{hostname}", "{rule}"],
};

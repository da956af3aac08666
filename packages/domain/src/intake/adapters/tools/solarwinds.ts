import type { Adapter } from "../engine/adapter.ts";

/** SolarWinds' HTTP action with Opsgenie's published template. */
export const solarwinds: Adapter = {
  tool: "solarwinds",
  detect: [
    { has: ["ActionType", "AlertMessage", "AlertID"] },
    { has: ["AlertMessage", "NodeName", "AlertID"] },
  ],
  state: [{ from: "ActionType", is: { firing: "create", resolved: "close" } }],
  title: ["{AlertMessage}", "{AlertName} on {NodeName}"],
  dedup: ["alert:{AlertID}/{NodeName}", "alert:{AlertID}"],
  url: ["AlertDetailsUrl"],
};

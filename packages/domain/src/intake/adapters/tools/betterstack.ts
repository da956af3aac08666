import type { Adapter } from "../engine/adapter.ts";

/** Better Stack's outgoing webhooks (JSON:API incidents and monitors) and its documented custom template. */
export const betterstack: Adapter = {
  tool: "betterstack",
  detect: [
    { is: { "data.type": /^incident$/i }, has: ["data.attributes.cause"] },
    { has: ["X-S4-ExternalID"] },
    { is: { "header:user-agent": /^better ?(?:stack|uptime)/i } },
  ],
  state: [
    {
      from: "data.attributes.status",
      is: { firing: "started|acknowledged", resolved: "resolved|automatically resolved" },
    },
    { from: "X-S4-Status", is: { firing: "new|acknowledged", resolved: "resolved" } },
  ],
  title: ["{data.attributes.name}: {data.attributes.cause}", "{Title}: {Cause}"],
  dedup: ["incident:{data.id}", "incident:{X-S4-ExternalID}"],
  url: ["data.attributes.origin_url", "URL"],
};

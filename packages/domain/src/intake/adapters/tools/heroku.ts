import type { Adapter } from "../engine/adapter.ts";

/** Heroku's deploy hooks: never an alert. */
export const heroku: Adapter = {
  tool: "heroku",
  detect: [{ has: ["app", "head_long", "release"] }],
  state: [{ from: "head_long", is: { notice: "*" } }],
  title: ["{app} deployed release {release}"],
  dedup: ["app:{app}"],
};

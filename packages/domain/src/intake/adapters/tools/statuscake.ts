import type { Adapter } from "../engine/adapter.ts";

/** StatusCake's form. `StatusCode` is the page's HTTP code, and `Token` is a secret. */
export const statuscake: Adapter = {
  tool: "statuscake",
  detect: [
    { has: ["Status", "StatusCode", "Token"] },
    { has: ["Status", "TestID"] },
    { has: ["Status", "Checkrate", "URL"] },
  ],
  state: [{ from: "Status", is: { firing: "down", resolved: "up" } }],
  title: ["{Name} is {Status}", "{URL} is {Status}"],
  dedup: ["test:{TestID}", "test:{Name}"],
  url: ["URL"],
};

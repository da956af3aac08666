import type { Adapter } from "../engine/adapter.ts";

/** Splunk's alert action: `result` is any row of the search, and only `search_name` says what it is about. */
export const splunk: Adapter = {
  tool: "splunk",
  detect: [{ has: ["search_name", "result"] }, { has: ["results_link", "sid"] }],
  state: [{ from: "search_name", is: { firing: "*" } }],
  title: ["{search_name}", "{result.process|result._raw}"],
  dedup: ["search:{app}/{search_name}", "search:{search_name}"],
  url: ["results_link"],
};

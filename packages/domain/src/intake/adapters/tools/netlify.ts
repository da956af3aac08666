import type { Adapter } from "../engine/adapter.ts";

/** Netlify's deploy notifications. */
export const netlify: Adapter = {
  tool: "netlify",
  detect: [{ is: { "header:x-netlify-event": /./ } }, { has: ["site_id", "deploy_ssl_url", "state"] }],
  state: [
    {
      from: "state",
      is: {
        firing: "error|failed|rejected",
        resolved: "ready",
        notice: "building|enqueued|new|processing|uploading",
      },
    },
  ],
  title: ["{name} {state}: {error_message}", "{name} {state}"],
  dedup: ["{site_id}/{branch}", "{site_id}"],
  url: ["admin_url"],
};

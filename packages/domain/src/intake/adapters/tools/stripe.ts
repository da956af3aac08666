import type { Adapter } from "../engine/adapter.ts";

/** Stripe's events: no text, only a type and an object. */
export const stripe: Adapter = {
  tool: "stripe",
  detect: [
    { is: { object: /^event$/, type: /\./ }, has: ["data.object", "api_version"] },
    { is: { "header:stripe-signature": /./ } },
  ],
  title: [
    "Stripe: {type:words} ({data.object.fraud_type|data.object.reason|data.object.failure_message|data.object.status:words})",
    "Stripe: {type:words}",
  ],
  dedup: ["{data.object.id}"],
};

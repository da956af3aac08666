import { randomBytes } from "node:crypto";

const key = () => randomBytes(32).toString("hex");

/**
 * The Worker on the alert's path as its own wrangler.jsonc configures it, with fresh secrets. Its neighbours are
 * other processes and not under test here: they answer 503, as they do when they are down.
 */
export const workerUnderTest = {
  wrangler: { configPath: "apps/api/wrangler.jsonc" },
  miniflare: {
    bindings: {
      ENDPOINT_ID_KEYS: JSON.stringify({ 0: key() }),
      CREDENTIAL_PEPPER: key(),
      AUDIO_SIGNING_KEY: key(),
      NUMBER_HASH_KEY: key(),
    },
    serviceBindings: {
      SPEECH: () => new Response("not part of this test", { status: 503 }),
      KEYS: () => new Response("not part of this test", { status: 503 }),
    },
  },
};

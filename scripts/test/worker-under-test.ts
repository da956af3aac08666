import { randomBytes } from "node:crypto";

const key = () => randomBytes(32).toString("hex");
const unavailable = () => new Response("not part of this test", { status: 503 });

/**
 * The Worker on the alert's path as its own wrangler.jsonc configures it, with fresh secrets. Its neighbours are
 * other processes and not under test here: they answer 503, as they do when they are down.
 */
export function workerUnderTest() {
  // wrangler takes the secrets that the configuration requires from the environment.
  Object.assign(process.env, {
    ENDPOINT_ID_KEYS: JSON.stringify({ 0: key() }),
    CREDENTIAL_PEPPER: key(),
    AUDIO_SIGNING_KEY: key(),
    NUMBER_HASH_KEY: key(),
  });
  return {
    wrangler: { configPath: "apps/api/wrangler.jsonc" },
    miniflare: { serviceBindings: { SPEECH: unavailable, KEYS: unavailable } },
  };
}

import { randomBytes } from "node:crypto";
import { readD1Migrations } from "@cloudflare/vitest-plugin";
import { makeSigner } from "@callping/api/http/sns/testing/signer";

const key = () => randomBytes(32).toString("hex");
const unavailable = () => new Response("not part of this test", { status: 503 });

/**
 * The Worker on the alert's path as its own wrangler.jsonc configures it, with fresh secrets. Its neighbours are
 * other processes and not under test here: they answer 503, as they do when they are down. What tests need from outside
 * workerd comes as bindings: the migrations, and a certificate with its key.
 */
export async function workerUnderTest() {
  // wrangler takes the secrets that the configuration requires from the environment.
  Object.assign(process.env, {
    ENDPOINT_ID_KEYS: JSON.stringify({ 0: key() }),
    CREDENTIAL_PEPPER: key(),
    AUDIO_SIGNING_KEY: key(),
    NUMBER_HASH_KEY: key(),
    SESSION_KEYS: JSON.stringify({ 1: key() }),
    TOTP_KEYS: JSON.stringify({ 1: key() }),
    CSRF_KEY: key(),
    MAIL_TOKEN_KEY: key(),
    RESEND_API_KEY: key(),
  });
  const signer = makeSigner();
  return {
    wrangler: { configPath: "apps/api/wrangler.jsonc" },
    miniflare: {
      serviceBindings: { SPEECH: unavailable, KEYS: unavailable },
      bindings: {
        TEST_MIGRATIONS: await readD1Migrations("apps/api/migrations"),
        TEST_SNS_CHAIN: signer.chain,
        TEST_SNS_KEY: signer.key,
        // Reserved for fiction. Only the watcher rings it, when it finds something.
        OPERATOR_PHONES: "+33199000998",
      },
    },
  };
}

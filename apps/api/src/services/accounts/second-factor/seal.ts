import type { Env } from "../../../env.ts";
import { fromBase64Url, toBase64Url } from "../../credentials/base64url.ts";
import { fromHex } from "../../credentials/hex.ts";
import { readKeyring } from "../../credentials/keyring.ts";

type SealEnv = Pick<Env, "TOTP_KEYS">;
const AES = "AES-GCM";
/** NIST SP 800-38D, 5.2.1.1: 96 bits, never twice with one key; random, they would have to be billions. */
const NONCE_BYTES = 12;

/** Encrypts with AES-256-GCM, bound to a user: moved to another's row it cannot be opened. `<key id>.<nonce>.<ciphertext>`. */
export async function seal(env: SealEnv, userId: string, secret: Uint8Array<ArrayBuffer>): Promise<string> {
  const { id, keyHex } = readKeyring("TOTP_KEYS", env.TOTP_KEYS).current;
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const additionalData = new TextEncoder().encode(userId);
  const key = await keyOf(keyHex, "encrypt");
  const sealed = await crypto.subtle.encrypt({ name: AES, iv, additionalData }, key, secret);
  return `${id}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`;
}

/** @throws when it was changed, belongs to another user, or its key is gone. */
export async function unseal(env: SealEnv, userId: string, stored: string): Promise<Uint8Array<ArrayBuffer>> {
  const [id = "", nonce = "", text = ""] = stored.split(".");
  const keyHex = readKeyring("TOTP_KEYS", env.TOTP_KEYS).find(id);
  const iv = fromBase64Url(nonce);
  const sealed = fromBase64Url(text);
  if (keyHex === undefined || iv === null || sealed === null)
    throw new Error("a sealed secret cannot be opened");
  const additionalData = new TextEncoder().encode(userId);
  const key = await keyOf(keyHex, "decrypt");
  return new Uint8Array(await crypto.subtle.decrypt({ name: AES, iv, additionalData }, key, sealed));
}

function keyOf(keyHex: string, use: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", fromHex(keyHex), AES, false, [use]);
}

import { certificateUrl } from "./amazon-url.ts";
import type { Certificates } from "./certificates.ts";
import type { SnsEnvelope } from "./envelope.ts";

const HASHES: Readonly<Record<string, string>> = { 1: "SHA-1", 2: "SHA-256" };

export type Verdict =
  | { is: "valid" }
  /** Not from Amazon SNS. `result` is how the request is kept. */
  | { is: "forged"; result: "sns_foreign_host" | "sns_signature"; detail: string }
  /** The certificate could not be fetched now: nothing is known. */
  | { is: "unknown"; detail: string };

/**
 * Verifies the signature of a message of Amazon SNS: the certificate from Amazon's own host, the documented string,
 * RSA with SHA-1 (version 1) or SHA-256 (version 2).
 * @param now milliseconds since the epoch.
 */
export async function verifyEnvelope(
  envelope: SnsEnvelope,
  certificates: Certificates,
  now: number,
): Promise<Verdict> {
  const url = certificateUrl(envelope.signingCertUrl);
  if (url === null) {
    const detail = "The certificate that the message names is not on a host of Amazon SNS.";
    return { is: "forged", result: "sns_foreign_host", detail };
  }
  const hash = HASHES[envelope.version];
  if (hash === undefined) return forged("The message has no known SignatureVersion.");
  const signature = fromBase64(envelope.signature);
  if (signature === null) return forged("The message has no signature.");
  const found = await certificates.get(url, now);
  if (!found.ok) {
    const detail = `The certificate could not be fetched: ${found.detail}.`;
    return found.reason === "unreachable" ? { is: "unknown", detail } : forged(detail);
  }
  const { spki, validFrom, validTo } = found.certificate;
  if (now < validFrom || now > validTo) return forged("The certificate is not valid now.");
  const isRight = await isSignedBy(spki, hash, signature, envelope.signed);
  return isRight ? { is: "valid" } : forged("The signature does not belong to the message.");
}

function forged(detail: string): Verdict {
  return { is: "forged", result: "sns_signature", detail };
}

async function isSignedBy(
  spki: Uint8Array<ArrayBuffer>,
  hash: string,
  signature: Uint8Array<ArrayBuffer>,
  signed: string,
): Promise<boolean> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash };
  try {
    const key = await crypto.subtle.importKey("spki", spki, algorithm, false, ["verify"]);
    return await crypto.subtle.verify(algorithm.name, key, signature, new TextEncoder().encode(signed));
  } catch (error) {
    // The certificate's key is no RSA key.
    console.warn("a signature of Amazon SNS cannot be checked", String(error));
    return false;
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text === "" || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // Not base64 after all: no signature.
    return null;
  }
}

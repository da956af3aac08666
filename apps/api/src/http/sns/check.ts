import { readJson } from "../doors/read-json.ts";
import type { Sent } from "../webhook/sent.ts";
import { confirmationUrl } from "./amazon-url.ts";
import type { Certificates } from "./certificates.ts";
import { readEnvelope, type SnsEnvelope } from "./envelope.ts";
import { verifyEnvelope } from "./verify.ts";

export type SnsCheck =
  /** Read it as any other body. */
  | { is: "ordinary"; notes: string[] }
  /** Amazon SNS signed it. */
  | { is: "verified"; envelope: SnsEnvelope; confirm: URL | null }
  /** Keep it under this result and ring nobody. */
  | { is: "refused"; result: string; detail: string }
  /** A confirmation that cannot be checked now: Amazon SNS sends it again. */
  | { is: "later"; detail: string };

const HEADER = "x-amz-sns-message-type";
const MARK = new TextEncoder().encode("SigningCertURL");
const ORDINARY: SnsCheck = { is: "ordinary", notes: [] };

/**
 * Whether a request is a message of Amazon SNS, and a true one. Doubt means firing: a notification that comes without
 * Amazon's header was passed on by somebody, whose signature may not hold any more; and one whose certificate is out of
 * reach is an alarm all the same. Neither says more than any body without a signature may.
 * @param now milliseconds since the epoch.
 */
export async function checkSns(sent: Sent, certificates: Certificates, now: number): Promise<SnsCheck> {
  const hasHeader = sent.headers[HEADER] !== undefined;
  if (!hasHeader && !holds(sent.body, MARK)) return ORDINARY;
  const envelope = readEnvelope(readJson(sent.body), hasHeader);
  if (envelope === null) return ORDINARY;
  const isAlert = envelope.type === "Notification";
  const verdict = await verifyEnvelope(envelope, certificates, now);
  switch (verdict.is) {
    case "valid":
      return verified(envelope);
    case "unknown":
      return isAlert ? unverified(verdict.detail) : { is: "later", detail: verdict.detail };
    case "forged":
      return isAlert && !hasHeader && verdict.result === "sns_signature"
        ? unverified(verdict.detail)
        : { is: "refused", result: verdict.result, detail: verdict.detail };
  }
}

function verified(envelope: SnsEnvelope): SnsCheck {
  if (envelope.subscribeUrl === null) return { is: "verified", envelope, confirm: null };
  const confirm = confirmationUrl(envelope.subscribeUrl);
  if (confirm !== null) return { is: "verified", envelope, confirm };
  const detail = "The SubscribeURL of the message is not on a host of Amazon SNS.";
  return { is: "refused", result: "sns_foreign_host", detail };
}

function unverified(detail: string): SnsCheck {
  return {
    is: "ordinary",
    notes: [`Not verified as a message of Amazon SNS, and read as any other body. ${detail}`],
  };
}

function holds(body: Uint8Array, mark: Uint8Array): boolean {
  const [first = 0] = mark;
  for (let at = body.indexOf(first); at >= 0; at = body.indexOf(first, at + 1))
    if (mark.every((byte, offset) => body[at + offset] === byte)) return true;
  return false;
}

import { isRecord } from "../doors/read-json.ts";

export const SNS_TYPES = ["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"] as const;
export type SnsType = (typeof SNS_TYPES)[number];

/** A message of Amazon SNS as it stands in the body, not verified yet. */
export interface SnsEnvelope {
  type: SnsType;
  topicArn: string;
  messageId: string;
  signingCertUrl: string;
  signature: string;
  /** `1`: SHA-1, `2`: SHA-256; anything else is no version that there is. */
  version: string;
  /** Only a confirmation has one. */
  subscribeUrl: string | null;
  /** What was signed: names and values, a line each, in the order of the documentation. */
  signed: string;
}

/** Names of the signed fields, in the order that they are signed in. `Subject` only when the message has one. */
const SIGNED: Record<SnsType, readonly string[]> = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: [
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
  ],
  UnsubscribeConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
};

/**
 * The envelope of Amazon SNS in a parsed body; `null` for any other body: also for a message that is delivered raw, and
 * for what a function makes of one when it passes it on (`Records[].Sns`, `SigningCertUrl`).
 * @param hasHeader whether `x-amz-sns-message-type` came with it, as Amazon SNS itself sends.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function readEnvelope(body: unknown, hasHeader: boolean): SnsEnvelope | null {
  if (!isRecord(body)) return null;
  const text = (name: string): string => {
    const value = body[name];
    return typeof value === "string" ? value : "";
  };
  const type = SNS_TYPES.find((known) => known === text("Type"));
  const topicArn = text("TopicArn");
  const signingCertUrl = text("SigningCertURL");
  if (type === undefined || topicArn === "" || (signingCertUrl === "" && !hasHeader)) return null;
  const fields = SIGNED[type].filter((name) => name !== "Subject" || typeof body[name] === "string");
  return {
    type,
    topicArn,
    messageId: text("MessageId"),
    signingCertUrl,
    signature: text("Signature"),
    version: text("SignatureVersion"),
    subscribeUrl: type === "SubscriptionConfirmation" ? text("SubscribeURL") : null,
    signed: fields.map((name) => `${name}\n${text(name)}\n`).join(""),
  };
}

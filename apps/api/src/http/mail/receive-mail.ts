import { createId } from "@callping/contract/ids";
import { readAlertAddress, withoutAlertKey } from "@callping/domain/mail/address";
import { MAX_MAIL_BYTES, MAX_PARSED_BYTES } from "@callping/domain/mail/limits";
import type { Mail } from "@callping/domain/mail/mail";
import { DOCUMENT_TYPE, readMail } from "@callping/domain/mail/read-mail";
import { type EndpointAddress, readEndpointId } from "../../endpoint-id/read.ts";
import type { Env } from "../../env.ts";
import type { ReceiveInput, ReceiveResult } from "../../objects/desk-protocol.ts";
import { toHex } from "../../services/credentials/hex.ts";
import type { DeskStub } from "../desks.ts";
import { handOver } from "../webhook/hand-over.ts";
import { stripCredentials } from "../webhook/strip-credentials.ts";
import type { MailOutcome } from "./outcome.ts";
import { parseMessage, type ParsedMessage } from "./parse-message.ts";
import { type Beginning, readBeginning } from "./read-stream.ts";

/** How an endpoint's history tells a mail from a webhook. */
const METHOD = "EMAIL";

export interface IncomingMail {
  /** MAIL FROM; empty for `<>`. */
  from: string;
  /** RCPT TO, one or several. */
  to: readonly string[];
  raw: ReadableStream<Uint8Array>;
}

export interface MailPort {
  env: Pick<Env, "ENDPOINT_ID_KEYS" | "MAIL_DOMAIN">;
  desk(organizationNumber: number, shard: number): Pick<DeskStub, "receive">;
}

interface Recipient {
  address: EndpointAddress;
  alertKey: string | null;
}

/**
 * Takes a mail in for each of its recipients. `stored` only once the endpoint's Desk has it durably; the product never
 * answers a mail, so that none can go in circles.
 * @returns an outcome a recipient, in their order.
 */
export async function receiveMail(port: MailPort, { from, to, raw }: IncomingMail): Promise<MailOutcome[]> {
  const recipients = await Promise.all(to.map((text) => recipientOf(port, text)));
  const beginning = await readBeginning(raw, MAX_PARSED_BYTES);
  if (beginning.totalBytes > MAX_MAIL_BYTES) return to.map(() => ({ kind: "too_large" }));
  const message = await parseMessage(beginning, from);
  return Promise.all(
    recipients.map(async (recipient) =>
      "address" in recipient ? hand(port, recipient, message, beginning) : recipient,
    ),
  );
}

async function recipientOf({ env }: MailPort, text: string): Promise<Recipient | MailOutcome> {
  const read = readAlertAddress(text, env.MAIL_DOMAIN);
  if (!read.ok) return { kind: read.error.reason === "other_domain" ? "other_domain" : "unknown_address" };
  const address = await readEndpointId(env.ENDPOINT_ID_KEYS, read.endpointId);
  return address === null ? { kind: "unknown_address" } : { address, alertKey: read.alertKey };
}

async function hand(
  port: MailPort,
  { address, alertKey }: Recipient,
  message: ParsedMessage,
  { totalBytes }: Beginning,
): Promise<MailOutcome> {
  const { mail, headers } = withoutCredentials(message, alertKey);
  const reading = readMail(mail);
  const input: ReceiveInput = {
    request_id: createId("request"),
    endpoint_uuid: address.uuid,
    received_at: Date.now(),
    method: METHOD,
    content_type: DOCUMENT_TYPE,
    headers,
    body: reading.bodyText,
    body_bytes: totalBytes,
    events: reading.events,
    alert_key: alertKey,
    idempotency_key: await idempotencyKey(mail, address.uuid, reading.bodyText),
  };
  const handed = await handOver(() => port.desk(address.organizationNumber, address.shard), input);
  return handed.ok ? outcomeOf(handed.result, alertKey, reading.notice, reading.notes) : { kind: "later" };
}

/** A mail as it may be stored: it quotes the recipient's address, and with it the alert key, in many places. */
function withoutCredentials(
  { mail, headers }: ParsedMessage,
  alertKey: string | null,
): { mail: Mail; headers: Record<string, string> } {
  const clean = (text: string): string => withoutAlertKey(text, alertKey);
  const cleaned = {
    ...mail,
    from: mail.from && clean(mail.from),
    subject: mail.subject && clean(mail.subject),
    text: clean(mail.text),
    json: mail.json.map(clean),
    files: mail.files.map(clean),
  };
  return { mail: cleaned, headers: stripCredentials(headers.map(([name, value]) => [name, clean(value)])) };
}

/**
 * A mail that comes again (its sender missed our answer) has the same Message-ID, date and words for the same endpoint.
 * One that shares only its Message-ID is another alert: ringing once too often is better than not at all.
 */
async function idempotencyKey({ messageId, date }: Mail, uuid: string, body: string): Promise<string | null> {
  if (messageId === null && date === null) return null;
  const text = new TextEncoder().encode(["mail", messageId, date, uuid, body].join("\n"));
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
}

function outcomeOf(
  result: ReceiveResult,
  alertKey: string | null,
  notice: string | null,
  notes: readonly string[],
): MailOutcome {
  if (!result.ok && result.reason !== "rate_limited") {
    if (result.reason !== "wrong_alert_key") return { kind: "unknown_address" };
    return { kind: alertKey === null ? "no_alert_key" : "wrong_alert_key" };
  }
  return {
    kind: "stored",
    requestId: result.request_id,
    alertIds: result.alerts.map((alert) => alert.id),
    notice,
    paused: result.ok && result.paused,
    overLimit: result.ok ? null : result.limit,
    notes: [...notes],
  };
}

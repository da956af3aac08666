import type { IncomingEvent } from "../intake/event.ts";
import { severityOf } from "../intake/reader/severity-words.ts";
import { readWebhook } from "../intake/read-webhook.ts";
import { whyNotice } from "./automatic.ts";
import { findJson } from "./find-json.ts";
import { fitMessage } from "./fit-text.ts";
import { MAX_DOCUMENT_BYTES, MAX_TEXT_BYTES } from "./limits.ts";
import type { Mail } from "./mail.ts";
import { readSubject, type Subject } from "./subject.ts";

export interface MailReading {
  /** None for a notice: it is stored, and nobody is called. */
  events: IncomingEvent[];
  /** The document that was read, as it is stored: JSON. */
  bodyText: string;
  /** Why nobody is called; `null` when the mail is an alert. */
  notice: string | null;
  notes: string[];
}

export const DOCUMENT_TYPE = "application/json";

/** A line of the text that states the severity, as Zabbix and others write it. */
const SEVERITY_LINE = /^[ \t*-]{0,4}(?:\w{1,20} )?(?:severity|priority)\s{0,3}[:=]\s{0,3}([^\n]{1,40})$/im;
/** A line of the text that says it goes on, whatever the subject claims. */
const FIRING_LINE =
  /^[ \t*-]{0,4}(?:(?:current|new|alert) )?(?:state|status)\s{0,3}[:=]\s{0,3}(?:firing|problem|alarm|alerting|down|critical|triggered|open)\b(?!.*(?:->|→|=>))/im;

/**
 * Reads a mail as alerts: a JSON body or attachment as a webhook's body, else subject and text as its title and
 * message. Both go through `readWebhook`, so that a mail means what the same words in a webhook mean. Never throws.
 */
export function readMail(mail: Mail): MailReading {
  const subject = readSubject(mail.subject);
  const notice = whyNotice(mail);
  const found = findJson(mail);
  const envelope = { from: mail.from, date: mail.date, message_id: mail.messageId, subject: mail.subject };
  const besides = {
    ...(mail.files.length > 0 && { files: mail.files }),
    ...(notice !== null && { notice: `Nobody is called for this mail: ${notice}.` }),
    ...(mail.notes.length > 0 && { reading_notes: mail.notes }),
  };
  const document = Array.isArray(found)
    ? found
    : found === null
      ? { ...described(subject, mail), mail: envelope, ...besides }
      : { ...found, ...supplied(subject, found), mail: envelope, ...besides };
  const { bodyText, wasCut } = fitMessage(document, MAX_DOCUMENT_BYTES);
  const cut = wasCut ? [`The text is more than ${MAX_TEXT_BYTES / 1024} KiB. Its end was cut.`] : [];
  const reading = readWebhook({
    method: "POST",
    search: "",
    contentType: DOCUMENT_TYPE,
    headers: {},
    body: new TextEncoder().encode(bodyText),
    endpointName: "",
  });
  const events = reading.kind === "explain" ? [] : reading.events.map((event) => ofMail(event));
  const [only] = events;
  if (events.length === 1 && only !== undefined) only.dedupKey ??= keyOf(subject);
  const readingNotes = reading.kind === "explain" ? [] : reading.notes;
  return {
    events: notice === null ? events : [],
    bodyText,
    notice,
    notes: [...mail.notes, ...cut, ...readingNotes],
  };
}

/** The fields of a mail that is words. */
function described(subject: Subject, mail: Mail): Record<string, unknown> {
  const text = mail.text.trim();
  // A subject of nothing but a state is said only when the text has nothing to say.
  const title = subject.title ?? (text === "" ? (mail.subject ?? `Empty mail from ${senderOf(mail)}`) : null);
  const state = subject.state === "resolved" && FIRING_LINE.test(text) ? "firing" : subject.state;
  const severities = [SEVERITY_LINE.exec(text)?.[1]?.trim(), subject.severity];
  const severity = severities.find((word) => severityOf(word) !== null);
  const key = keyOf(subject);
  return {
    ...(title !== null && { subject: title }),
    ...(state !== null && { state }),
    ...(severity !== undefined && { severity }),
    ...(key !== null && { dedup_key: key }),
    ...(text !== "" && { message: text }),
  };
}

/** `Monitor` of `Monitor <monitor@tool.example>`; without a name the domain, since nobody can listen to an address. */
function senderOf({ from }: Mail): string {
  const [, name = "", domain = ""] = /^([^<@]*?)\s*<?(?:[^<>@]*@([^<>\s]+))?>?$/.exec(from ?? "") ?? [];
  return name || domain || "nobody";
}

/** What the subject adds to a JSON body that does not say it. */
function supplied(subject: Subject, found: Record<string, unknown>): Record<string, unknown> {
  const isSilent = !["state", "status"].some((name) => Object.hasOwn(found, name));
  return {
    ...(subject.title !== null && !Object.hasOwn(found, "subject") && { subject: subject.title }),
    ...(subject.state !== null && isSilent && { state: subject.state }),
  };
}

/** Never the Message-ID, which is another one in every mail: the words that all mails of one problem share. */
function keyOf(subject: Subject): string | null {
  return subject.problem === null ? null : `mail:${subject.problem}`;
}

function ofMail(event: IncomingEvent): IncomingEvent {
  return event.tool === "generic" ? { ...event, tool: "email" } : { ...event };
}

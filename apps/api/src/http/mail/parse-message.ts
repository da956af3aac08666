import { cutBytes } from "@callping/domain/mail/fit-text";
import { MAX_PARSED_LINES, MAX_TEXT_BYTES } from "@callping/domain/mail/limits";
import type { Mail } from "@callping/domain/mail/mail";
import PostalMime, { type Attachment, type Email } from "postal-mime";
import { plainHtml } from "./plain-html.ts";
import type { Beginning } from "./read-stream.ts";

export interface ParsedMessage {
  mail: Mail;
  /** Every header as it came, in order. */
  headers: [name: string, value: string][];
}

/** Hostile nesting costs nothing, and no tool nests deeper. */
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 1 };
const MAX_FIELD = 1_000;
const MAX_FILES = 20;
const UNREADABLE = "The mail is no valid MIME message. It was read as plain text.";

/** MIME to a mail (RFC 2045 to 2049, 5322). Never throws: a message that nobody can parse is read as its own text. */
export async function parseMessage(beginning: Beginning, returnPath: string): Promise<ParsedMessage> {
  const bytes = firstLines(beginning.bytes, MAX_PARSED_LINES);
  const cut =
    beginning.totalBytes > bytes.byteLength
      ? [`The mail is ${kib(beginning.totalBytes)}. The first ${kib(bytes.byteLength)} were read.`]
      : [];
  let email: Email;
  try {
    email = await PostalMime.parse(bytes, LIMITS);
  } catch (error) {
    console.warn(JSON.stringify({ event: "mail_unreadable", reason: String(error) }));
    return { mail: unread(bytes, returnPath, [...cut, UNREADABLE]), headers: [] };
  }
  const headers = email.headers.map(({ key, value }): [string, string] => [key, value]);
  const notes = [...cut];
  const { json, files } = sort(email.attachments, notes);
  const words = wordsOf(email);
  const text = cutBytes(words, MAX_TEXT_BYTES);
  if (text.length < words.length)
    notes.push(`The text is more than ${kib(MAX_TEXT_BYTES)}. Its end was cut.`);
  return {
    mail: {
      returnPath,
      from: field(fromOf(email)),
      subject: field(email.subject),
      messageId: field(email.messageId),
      date: field(email.date),
      headers: firstOfEach(headers),
      text: text.replaceAll("\r\n", "\n"),
      json,
      files,
      notes,
    },
    headers,
  };
}

/** The parser spends 20 microseconds on a line, however short: a megabyte of empty ones would take it half a minute. */
function firstLines(bytes: Uint8Array<ArrayBuffer>, maxLines: number): Uint8Array<ArrayBuffer> {
  let at = -1;
  for (let line = 0; line < maxLines; line += 1) {
    at = bytes.indexOf(0x0a, at + 1);
    if (at < 0) return bytes;
  }
  return bytes.subarray(0, at + 1);
}

function wordsOf({ text = "", html = "" }: Email): string {
  return text.trim() === "" && html !== "" ? plainHtml(html) : text;
}

function fromOf({ from }: Email): string | undefined {
  if (from === undefined) return undefined;
  return from.name === "" ? from.address : `${from.name} <${from.address ?? ""}>`;
}

/** JSON is read, the rest is only named. */
function sort(attachments: readonly Attachment[], notes: string[]): { json: string[]; files: string[] } {
  const json: string[] = [];
  const files: string[] = [];
  for (const { filename, mimeType, content } of attachments) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
    const name = (filename ?? "without a name").slice(0, 100);
    const isJson = /\bjson$/i.test(mimeType) || /\.json$/i.test(filename ?? "");
    if (isJson && bytes.byteLength <= MAX_TEXT_BYTES && json.length < MAX_FILES) {
      json.push(new TextDecoder().decode(bytes));
      continue;
    }
    if (isJson) notes.push(`The attachment ${name} is more than ${kib(MAX_TEXT_BYTES)} and was not read.`);
    if (files.length < MAX_FILES) files.push(`${name} (${mimeType.slice(0, 60)}, ${kib(bytes.byteLength)})`);
  }
  if (attachments.length > MAX_FILES) notes.push(`The mail has ${attachments.length} attachments.`);
  return { json, files };
}

function firstOfEach(headers: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(headers.toReversed().map(([name, value]) => [name.toLowerCase(), value]));
}

function unread(bytes: Uint8Array, returnPath: string, notes: string[]): Mail {
  const text = cutBytes(new TextDecoder().decode(bytes), MAX_TEXT_BYTES);
  const none = { from: null, subject: null, messageId: null, date: null, headers: {}, json: [], files: [] };
  return { ...none, returnPath, text, notes };
}

function field(value: string | undefined): string | null {
  const text = (value ?? "").trim().slice(0, MAX_FIELD);
  return text === "" ? null : text;
}

const kib = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;

import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";

import { readJsonFile, writePrivateJson } from "../state/files.ts";

export interface KeptMail {
  id: string;
  /** ISO 8601. */
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** Under which it was handed over; of a repeat nothing new is kept. */
  idempotencyKey: string | null;
}

/** The newest are kept. */
const MOST_KEPT = 200;

/** What this installation would have mailed, in its state folder; shown at the mail face. */
export class Mailbox {
  readonly #path: string;
  #mails: KeptMail[];

  constructor(stateDir: string) {
    this.#path = join(stateDir, "mail.json");
    const stored = readJsonFile(this.#path);
    // Written by this class alone.
    this.#mails = Array.isArray(stored) ? (stored as KeptMail[]) : [];
  }

  /** Newest first. */
  all(): readonly KeptMail[] {
    return this.#mails;
  }

  byKey(key: string): KeptMail | undefined {
    return this.#mails.find(({ idempotencyKey }) => idempotencyKey === key);
  }

  keep(mail: KeptMail): void {
    this.#mails = [mail, ...this.#mails].slice(0, MOST_KEPT);
    writePrivateJson(this.#path, this.#mails);
  }

  /** `/` is a page, `/messages` a list as JSON. */
  show(incoming: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(incoming.url ?? "/", "http://mail");
    const isList = pathname === "/messages";
    if (!isList && pathname !== "/") {
      response.writeHead(404, { "content-type": "text/plain" }).end("Here are / and /messages.\n");
      return;
    }
    response.writeHead(200, {
      "content-type": isList ? "application/json" : "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "x-content-type-options": "nosniff",
    });
    response.end(isList ? `${JSON.stringify({ data: this.#mails }, null, 2)}\n` : this.#page());
  }

  #page(): string {
    const mails = this.#mails.map(
      ({ at, from, to, subject, text }) =>
        `<article><h2>${escape(subject)}</h2><p>${escape(at)}, from ${escape(from)}, to ${escape(to.join(", "))}</p><pre>${escape(text)}</pre></article>`,
    );
    const none =
      "<p>Nothing was mailed so far. Mail of this installation comes here and goes nowhere else.</p>";
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mail of this CallPing</title>
<style>body{font-family:sans-serif;max-width:48em;margin:2em auto}pre{white-space:pre-wrap;background:#f4f4f4;padding:1em}</style>
<h1>Mail of this CallPing</h1>${mails.length === 0 ? none : mails.join("\n")}</html>\n`;
  }
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

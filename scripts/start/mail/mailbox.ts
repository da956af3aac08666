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
        `<article><h2>${escape(subject)}</h2><p><time>${escape(at)}</time> to ${escape(to.join(", "))}, from ${escape(from)}</p><pre>${withLinks(text)}</pre></article>`,
    );
    const none = "<p>Nothing was mailed so far.</p>";
    return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail of this CallPing</title><style>${STYLE}</style>
<h1>Mail of this CallPing</h1><p>What this installation mails comes here and goes nowhere else. The newest stands first.</p>
${mails.length === 0 ? none : mails.join("\n")}</html>\n`;
  }
}

/** Colours of the reader's own system, light or dark. */
const STYLE = `:root{color-scheme:light dark;--faint:color-mix(in srgb,CanvasText 65%,Canvas)}
body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.5rem 1rem 4rem;background:Canvas;color:CanvasText}
h1{font-size:1.375rem}h2{font-size:1.0625rem;margin:0}p{color:var(--faint);margin:.25rem 0;overflow-wrap:anywhere}
article{border-top:1px solid color-mix(in srgb,CanvasText 18%,Canvas);margin-top:1.5rem;padding-top:1.25rem}
pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere;margin:1rem 0 0}`;

/** The text as HTML, its addresses as links. */
function withLinks(text: string): string {
  return escape(text).replace(/https?:\/\/[^\s&]+/g, (url) => `<a href="${url}" rel="noreferrer">${url}</a>`);
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

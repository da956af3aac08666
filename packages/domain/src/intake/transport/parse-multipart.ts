import type { Work } from "../work.ts";
import type { Fields } from "./parse-form.ts";

const MAX_PARTS = 100;
/** Headers of a part are a few lines. */
const MAX_HEADERS = 4000;

/** Text fields of a multipart body (RFC 7578), or `null` when it has no boundary or no part. File names are ignored. */
export function parseMultipart(text: string, contentType: string, work: Work): Fields | null {
  const boundary = /boundary="?([^";,\s]{1,200})/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const fields: Fields = {};
  const parts = text.split(`--${boundary}`, MAX_PARTS + 2);
  work.isCut ||= parts.length > MAX_PARTS + 1 && parts.at(-1)?.trim() !== "--";
  for (const part of parts.slice(1, MAX_PARTS + 1)) {
    const headersEnd = /\r?\n\r?\n/.exec(part.slice(0, MAX_HEADERS));
    if (headersEnd === null) continue;
    const name = /\bname="([^"]{1,200})"/i.exec(part.slice(0, headersEnd.index))?.[1];
    if (name === undefined || name === "__proto__") continue;
    fields[name] = withoutLineEnd(part.slice(headersEnd.index + headersEnd[0].length));
  }
  return Object.keys(fields).length > 0 ? fields : null;
}

const withoutLineEnd = (text: string): string =>
  text.endsWith("\r\n") ? text.slice(0, -2) : text.endsWith("\n") ? text.slice(0, -1) : text;

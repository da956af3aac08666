import type { Fields } from "./parse-form.ts";

const MAX_PARTS = 100;

/** Text fields of a multipart body (RFC 7578), or `null` when it has no boundary or no part. File names are ignored. */
export function parseMultipart(text: string, contentType: string): Fields | null {
  const boundary = /boundary="?([^";,\s]{1,200})/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const fields: Fields = {};
  for (const part of text.split(`--${boundary}`).slice(1, MAX_PARTS + 1)) {
    const headersEnd = /\r?\n\r?\n/.exec(part);
    if (headersEnd === null) continue;
    const name = /\bname="([^"]{1,200})"/i.exec(part.slice(0, headersEnd.index))?.[1];
    if (name === undefined || name === "__proto__") continue;
    fields[name] = part.slice(headersEnd.index + headersEnd[0].length).replace(/\r?\n$/, "");
  }
  return Object.keys(fields).length > 0 ? fields : null;
}

/** Text of a body in the charset its content type names; UTF-8 when it names none or one we do not know. Never throws. */
export function decodeText(body: Uint8Array, contentType: string | null): string {
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? "")?.[1];
  return (charset === undefined ? null : decodeAs(body, charset)) ?? new TextDecoder().decode(body);
}

/** The bytes when they are UTF-8, so that nobody needs to encode the text again; `null` when they are not. */
export const utf8Of = (body: Uint8Array, contentType: string | null): Uint8Array | null =>
  /charset\s*=(?!\s*"?utf-?8\b)/i.test(contentType ?? "") ? null : body;

function decodeAs(body: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return null; // An unknown label: the caller reads UTF-8, as the Encoding Standard does by default.
  }
}

/** Text of a body in the charset its content type names; UTF-8 when it names none or one we do not know. Never throws. */
export function decodeText(body: Uint8Array, contentType: string | null): string {
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? "")?.[1];
  return (charset === undefined ? null : decodeAs(body, charset)) ?? new TextDecoder().decode(body);
}

/** A body of which the text is made once, when somebody asks: of a large one hardly anything may be looked at. */
export interface Body {
  /** Its bytes when they are UTF-8; `null` when they are not. */
  utf8: Uint8Array | null;
  text: () => string;
}

export function bodyOf(bytes: Uint8Array, contentType: string | null): Body {
  let text: string | null = null;
  return {
    utf8: /charset\s*=(?!\s*"?utf-?8\b)/i.test(contentType ?? "") ? null : bytes,
    text: () => (text ??= decodeText(bytes, contentType)),
  };
}

function decodeAs(body: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return null; // An unknown label: the caller reads UTF-8, as the Encoding Standard does by default.
  }
}

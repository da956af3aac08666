/** The first characters of a text that fit into so many bytes of UTF-8. */
export function cutBytes(text: string, maxBytes: number): string {
  if (maxBytes <= 0) return "";
  const bytes = new TextEncoder().encode(text);
  if (bytes.byteLength <= maxBytes) return text;
  return new TextDecoder().decode(bytes.subarray(0, maxBytes)).replace(/\uFFFD{1,3}$/, "");
}

/**
 * A document as JSON. When it is larger than `maxBytes` its `message` is cut by at least as much: a character takes no
 * fewer bytes in JSON than in text.
 */
export function fitMessage(document: unknown, maxBytes: number): { bodyText: string; wasCut: boolean } {
  const whole = JSON.stringify(document);
  const over = byteLength(whole) - maxBytes;
  if (over <= 0 || !hasMessage(document)) return { bodyText: whole, wasCut: false };
  const message = cutBytes(document.message, byteLength(document.message) - over);
  return { bodyText: JSON.stringify({ ...document, message }), wasCut: true };
}

function hasMessage(document: unknown): document is { message: string } {
  return (
    typeof document === "object" && document !== null && typeof Reflect.get(document, "message") === "string"
  );
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

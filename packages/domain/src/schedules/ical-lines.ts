const MOST_OCTETS = 75;
const encoder = new TextEncoder();

/** A property as RFC 5545 wants it: a text value escaped (3.3.11), the line folded after 75 octets (3.1), never inside a character. */
export function textLine(name: string, value: string): string {
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll(";", "\\;")
    .replaceAll(",", "\\,")
    .replaceAll(/\r\n|\r|\n/g, "\\n")
    // Other control characters have no place in a text (3.1).
    .replaceAll(/\p{Cc}/gu, " ");
  return line(name, escaped);
}

/** The same for a value that is not a text: a date, a URI. */
export function line(name: string, value: string): string {
  let folded = "";
  let octets = 0;
  for (const character of `${name}:${value}`) {
    const size = encoder.encode(character).byteLength;
    if (octets + size > MOST_OCTETS) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}

/** `20260329T010000Z` (3.3.5, form 2): a moment that needs no VTIMEZONE. */
export function utcTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

import { readAtMost } from "../read-at-most.ts";

const FORMATS: Readonly<Record<string, "gzip" | "deflate">> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  deflate: "deflate",
};

/**
 * A body as it was before its sender packed it, `null` when it is larger than that: collectors pack what they send, and
 * no edge unpacks a request. A body that is not what `Content-Encoding` says is left as it is, and still rings.
 */
export async function unpack(
  bytes: Uint8Array,
  encoding: string | null,
  mostBytes: number,
): Promise<Uint8Array | null> {
  const format = isGzip(bytes) ? "gzip" : FORMATS[encoding?.trim().toLowerCase() ?? ""];
  if (format === undefined) return bytes;
  try {
    return await readAtMost(
      new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)),
      mostBytes,
    );
  } catch {
    return bytes; // Cut short, or never packed.
  }
}

/** RFC 1952: two bytes that no text in UTF-8 begins with, and deflate, the one method there is. */
function isGzip([first, second, method]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b && method === 8;
}

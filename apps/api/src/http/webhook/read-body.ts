/** 256 KiB (product, section 3). */
export const MAX_BODY_BYTES = 256 * 1024;

export type Body =
  | { ok: true; bytes: Uint8Array }
  | { ok: false; error: { reason: "body_too_large" } | { reason: "body_unreadable"; detail: string } };

/** Reads a body and stops at the first byte too many, whatever Content-Length said. The rest is left to `drain`. */
export async function readBody(request: Request): Promise<Body> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES)
    return { ok: false, error: { reason: "body_too_large" } };
  if (request.body === null) return { ok: true, bytes: new Uint8Array() };
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      size += chunk.value.byteLength;
      if (size > MAX_BODY_BYTES) {
        reader.releaseLock();
        return { ok: false, error: { reason: "body_too_large" } };
      }
      chunks.push(chunk.value);
    }
  } catch (error) {
    return {
      ok: false,
      error: { reason: "body_unreadable", detail: error instanceof Error ? error.message : String(error) },
    };
  }
  return { ok: true, bytes: join(chunks, size) };
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only !== undefined) return only;
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

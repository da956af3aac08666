import { readAtMost } from "../read-at-most.ts";
import { unpack } from "./unpack.ts";

/** 256 KiB (product, section 3). */
export const MAX_BODY_BYTES = 256 * 1024;

export type Body =
  | { ok: true; bytes: Uint8Array }
  | { ok: false; error: { reason: "body_too_large" } | { reason: "body_unreadable"; detail: string } };

/** Reads a body and stops at the first byte too many, packed or not, whatever Content-Length said. The rest is left to `drain`. */
export async function readBody(request: Request): Promise<Body> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES)
    return { ok: false, error: { reason: "body_too_large" } };
  if (request.body === null) return { ok: true, bytes: new Uint8Array() };
  try {
    const read = await readAtMost(request.body, MAX_BODY_BYTES);
    const encoding = request.headers.get("content-encoding");
    const bytes = read === null ? null : await unpack(read, encoding, MAX_BODY_BYTES);
    return bytes === null ? { ok: false, error: { reason: "body_too_large" } } : { ok: true, bytes };
  } catch (error) {
    return {
      ok: false,
      error: { reason: "body_unreadable", detail: error instanceof Error ? error.message : String(error) },
    };
  }
}

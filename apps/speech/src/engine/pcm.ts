import { MAX_SECONDS } from "../audio/gate.ts";
import { fromInt16 } from "../audio/wav.ts";
import type { EngineAnswer } from "./types.ts";

/** What begins files of other encodings and pages of errors: RIFF, ID3, OggS, fLaC, an MP3 frame, JSON, markup. */
const NO_SAMPLES = ["RIFF", "ID3", "OggS", "fLaC", "\u00ff\u00fb", "\u00ff\u00f3", "{", "<"];

/**
 * Raw samples (s16le, mono) of an answer over a network. Reads no more than the longest speech may be, and takes no file
 * and no page for samples: as sound they would be a shriek. Rejects when the connection breaks.
 */
export async function readPcm(response: Response, rate: number): Promise<EngineAnswer> {
  const most = MAX_SECONDS * rate * 2;
  if (!response.ok) {
    await response.body?.cancel();
    const reason = response.status === 503 ? "busy" : "failed";
    return { ok: false, error: { reason, detail: `it answered ${response.status}` } };
  }
  const type = response.headers.get("content-type") ?? "";
  const bytes = await readUpTo(response, most);
  if (bytes === null) return fail(`it sent more than ${most} bytes`);
  if (/^text\/|json|html/.test(type)) return fail(`it sent ${type}, no samples`);
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4));
  if (NO_SAMPLES.some((start) => head.startsWith(start))) return fail("it sent a file or a text, no samples");
  return { ok: true, samples: fromInt16(bytes), rate };
}

function fail(detail: string): EngineAnswer {
  return { ok: false, error: { reason: "failed", detail } };
}

async function readUpTo(response: Response, most: number): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    length += part.value.length;
    if (length > most) {
      await reader.cancel();
      return null;
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The beginning of a mail, and how large the whole of it is. */
export interface Beginning {
  bytes: Uint8Array<ArrayBuffer>;
  totalBytes: number;
}

/** Reads a stream to its end and keeps the first `keepBytes`: the rest is counted, so that a sender is never cut off. */
export async function readBeginning(
  stream: ReadableStream<Uint8Array>,
  keepBytes: number,
): Promise<Beginning> {
  const kept: Uint8Array[] = [];
  let size = 0;
  let totalBytes = 0;
  for await (const chunk of stream) {
    totalBytes += chunk.byteLength;
    if (size >= keepBytes) continue;
    const part = chunk.subarray(0, keepBytes - size);
    kept.push(part);
    size += part.byteLength;
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of kept) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return { bytes, totalBytes };
}

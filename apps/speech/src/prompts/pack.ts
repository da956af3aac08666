const LENGTH_BYTES = 4;

/** All recordings in one file: length of the index (uint32, little-endian), the index as JSON `{ id: bytes }`, the recordings. */
export function packPrompts(recordings: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const index = new TextEncoder().encode(
    JSON.stringify(Object.fromEntries(Array.from(recordings, ([id, { length }]) => [id, length]))),
  );
  const total = [...recordings.values()].reduce(
    (sum, { length }) => sum + length,
    LENGTH_BYTES + index.length,
  );
  const pack = new Uint8Array(total);
  new DataView(pack.buffer).setUint32(0, index.length, true);
  pack.set(index, LENGTH_BYTES);
  let at = LENGTH_BYTES + index.length;
  for (const recording of recordings.values()) {
    pack.set(recording, at);
    at += recording.length;
  }
  return pack;
}

/** The recordings by id, as views of the pack. Throws when the pack is not whole. */
export function unpackPrompts(pack: ArrayBuffer): Map<string, Uint8Array> {
  const indexBytes = new DataView(pack).getUint32(0, true);
  const index: Record<string, number> = JSON.parse(
    new TextDecoder().decode(new Uint8Array(pack, LENGTH_BYTES, indexBytes)),
  );
  const prompts = new Map<string, Uint8Array>();
  let at = LENGTH_BYTES + indexBytes;
  for (const [id, bytes] of Object.entries(index)) {
    prompts.set(id, new Uint8Array(pack, at, bytes));
    at += bytes;
  }
  if (at !== pack.byteLength)
    throw new Error(`the prompt pack holds ${pack.byteLength} bytes and its index says ${at}`);
  return prompts;
}

/** Raw DEFLATE (RFC 1951) of a text: the words of a call must fit into a URL. */
export async function deflateText(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return through(new CompressionStream("deflate-raw"), new TextEncoder().encode(text));
}

/** The text again. Only ever given what we signed ourselves, so its size needs no guard. */
export async function inflateText(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), bytes));
}

async function through(
  transform: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = transform.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const result = await new Response(transform.readable).arrayBuffer();
  await written;
  return new Uint8Array(result);
}

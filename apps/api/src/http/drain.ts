/** Read and thrown away at most; whoever sends more meets a closed connection. */
const MOST_BYTES = 16 * 1024 * 1024;
/** A sender that dawdles does not hold its own answer back for longer. */
const MOST_MS = 5_000;

/**
 * Reads what is left of a request's body. A server that answers and closes while its sender still writes resets the
 * connection, and the sender never sees the answer: 413 would look like a crash (RFC 9112, section 9.6).
 */
export async function drain(request: Request): Promise<void> {
  if (request.body === null || request.body.locked) return;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  let size = 0;
  const cancel = (): void => void reader.cancel().catch((error: unknown) => console.warn(String(error)));
  const timer = setTimeout(cancel, MOST_MS);
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      size += chunk.value.byteLength;
      if (size > MOST_BYTES) return await reader.cancel();
    }
  } catch (error) {
    // The sender has gone; there is nobody left to answer.
    console.warn("the rest of a body could not be read", String(error));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * `ws.close()` throws for 1005, 1006 and 1015: they only say that no close frame came. And a close must be answered,
 * or Asterisk waits until the object is evicted (14 s seen).
 */
export function answerClose(ws: Pick<WebSocket, "close">, code: number, reason: string): void {
  const silent = code === 1005 || code === 1006 || code === 1015 || code < 1000;
  try {
    ws.close(silent ? 1000 : code, silent ? "" : reason);
  } catch (error) {
    // Closed on both sides already.
    console.warn("a control socket could not be closed in answer", code, String(error));
  }
}

import type { TimelineEntry } from "@callping/domain/alerts/timeline";

const TAG = "live";

/** Timeline entries as they happen, to whoever watches: hibernating WebSockets, so watching costs nothing. */
export class LiveFeed {
  private readonly ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.ctx = ctx;
  }

  /** Answers the upgrade. The caller has checked who watches. */
  accept(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [TAG]);
    return new Response(null, { status: 101, webSocket: client });
  }

  /** @param subject whose timeline it is: an alert's, a drill's or a code call's */
  send(
    subject: { alert_id: string } | { drill_id: string } | { code_call_id: string },
    title: string,
    entries: readonly TimelineEntry[],
  ): void {
    const sockets = this.ctx.getWebSockets(TAG);
    if (sockets.length === 0) return;
    const messages = entries.map((entry) => JSON.stringify({ ...subject, title, entry }));
    for (const socket of sockets) for (const message of messages) socket.send(message);
  }
}

import { assertAllowed, type AriRequest } from "./ari/allow-list.ts";
import { HeldRequests } from "./quirks/hold-until-registered.ts";
import { ACKNOWLEDGE_WITHIN_MS, NUDGE, NUDGE_AFTER_MS, PendingAnswers } from "./quirks/nudge.ts";

/** Kept on the socket itself, so that it survives hibernation without a write. */
export interface SocketFacts {
  /** Grows by one a connection; the highest one speaks for the PBX. */
  connection: number;
  /** ApplicationRegistered has come: we may send. */
  registered: boolean;
  /** Digest of the token it came with; a token that is withdrawn closes it. */
  tokenDigest: string;
  pingSentAt: number | null;
  lastPingAt: number | null;
  missedPings: number;
}

/** The one control socket of this PBX. */
export class ControlSocket {
  private readonly ctx: DurableObjectState;
  private readonly pending = new PendingAnswers();
  private readonly held = new HeldRequests();
  private current: { ws: WebSocket; facts: SocketFacts } | null = null;
  private heardAt = 0;
  /** When the last message left, nudges as well. */
  private sentAt = 0;
  /** Something has come since. */
  private owesAck = false;
  private ackTimer: ReturnType<typeof setTimeout> | null = null;
  private nudgeTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(ctx: DurableObjectState) {
    this.ctx = ctx;
    for (const ws of ctx.getWebSockets()) this.adopt(ws, factsOf(ws));
  }

  get facts(): SocketFacts | null {
    return this.current?.facts ?? null;
  }

  get registered(): boolean {
    return this.current?.facts.registered === true;
  }

  isCurrent(ws: WebSocket): boolean {
    return this.current?.ws === ws;
  }

  /** Takes a new connection over; the one before it is closed. */
  accept(ws: WebSocket, tokenDigest: string): void {
    const previous = this.current;
    this.ctx.acceptWebSocket(ws);
    this.current = null;
    const connection = Math.max((previous?.facts.connection ?? 0) + 1, Date.now());
    this.adopt(ws, {
      connection,
      registered: false,
      tokenDigest,
      pingSentAt: null,
      lastPingAt: null,
      missedPings: 0,
    });
    this.pending.clear();
    if (previous !== null) previous.ws.close(1000, "replaced by a newer connection");
  }

  update(change: Partial<SocketFacts>): void {
    if (this.current === null) return;
    this.current.facts = { ...this.current.facts, ...change };
    this.current.ws.serializeAttachment(this.current.facts);
  }

  /** Sends now, or says that it cannot. */
  trySend(request: AriRequest): boolean {
    if (this.current === null || !this.registered) return false;
    assertAllowed(request);
    const { id, method, uri, body } = request;
    const content =
      body === undefined ? {} : { content_type: "application/json", message_body: JSON.stringify(body) };
    if (!this.put(JSON.stringify({ type: "RESTRequest", request_id: id, method, uri, ...content })))
      return false;
    this.pending.sent(id, Date.now());
    this.nudgeLater();
    return true;
  }

  /** Sends now, or as soon as the PBX is there again. */
  send(request: AriRequest): void {
    if (!this.trySend(request)) this.held.hold(request);
  }

  sendHeld(): void {
    for (const request of this.held.release()) this.send(request);
  }

  /** Something came by the connection that speaks for the PBX. */
  heard(now: number): void {
    this.heardAt = now;
  }

  /** For how long the PBX was asked and said nothing at all, in milliseconds. Memory only, as what it was asked is. */
  deafForMs(now: number): number {
    const { since } = this.pending;
    return since === null || !this.registered ? 0 : now - Math.max(since, this.heardAt);
  }

  answered(requestId: string): void {
    this.pending.answered(requestId);
  }

  nudge(): void {
    if (this.registered) this.put(NUDGE);
  }

  /** Something has come: acknowledged at once, or with whatever is sent within moments when much is sent anyway. */
  acknowledge(): void {
    const since = Date.now() - this.sentAt;
    // Below zero: the machine's clock was set back.
    if (since < 0 || since >= ACKNOWLEDGE_WITHIN_MS) return this.nudge();
    this.owesAck = true;
    this.ackTimer ??= setTimeout(() => {
      this.ackTimer = null;
      if (this.owesAck) this.nudge();
    }, ACKNOWLEDGE_WITHIN_MS - since);
  }

  close(reason: string): void {
    this.current?.ws.close(1011, reason);
  }

  forget(): void {
    this.current = null;
    this.pending.clear();
  }

  /** Memory only: with the object, what it waits for is forgotten too. */
  private nudgeLater(): void {
    this.nudgeTimer ??= setTimeout(() => {
      this.nudgeTimer = null;
      if (this.pending.late(Date.now())) this.nudge();
      if (this.pending.size > 0) this.nudgeLater();
    }, NUDGE_AFTER_MS);
  }

  private adopt(ws: WebSocket, facts: SocketFacts | null): void {
    if (facts === null || (this.current !== null && this.current.facts.connection > facts.connection)) return;
    this.current = { ws, facts };
    ws.serializeAttachment(facts);
  }

  private put(message: string | Uint8Array): boolean {
    this.sentAt = Date.now();
    this.owesAck = false;
    try {
      this.current?.ws.send(message);
      return true;
    } catch (error) {
      // The socket closed under our hands; its close event follows and says so to everybody.
      console.warn("the control socket took no message", String(error));
      return false;
    }
  }
}

function factsOf(ws: WebSocket): SocketFacts | null {
  return ws.deserializeAttachment() as SocketFacts | null;
}

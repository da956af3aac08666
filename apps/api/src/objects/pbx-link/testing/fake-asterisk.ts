import { once } from "node:events";
import { WebSocket } from "ws";

/** A request as Asterisk receives it over the control socket. */
export interface Received {
  request_id: string;
  method: string;
  uri: string;
  body: Record<string, unknown>;
}
type Answer = { status: number; body?: unknown } | "no answer";

/** Speaks as Asterisk does on its outbound WebSocket: events twice, in any order, answers that do not come. */
export class FakeAsterisk {
  readonly received: Received[] = [];
  /** One-byte frames that the link sent to be noticed. */
  nudges = 0;
  closed: { code: number; reason: string } | null = null;
  /** How requests are answered; `null` takes the ordinary answer. */
  answers: (request: Received) => Answer | null = () => null;
  channels: { id: string; state: string }[] = [];
  trunkState: "online" | "offline" = "online";
  private readonly socket: WebSocket;
  private waiting: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data, isBinary) => this.take(data as Buffer, isBinary));
    socket.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
  }

  /** Connects; the upgrade's status when it is refused. */
  static async connect(origin: string, pbx: string, token: string): Promise<FakeAsterisk> {
    const authorization = `Basic ${btoa(`${pbx}:${token}`)}`;
    const socket = new WebSocket(`${origin}/pbx/${pbx}`, ["ari"], {
      headers: { authorization },
      perMessageDeflate: false,
    });
    const fake = new FakeAsterisk(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return fake;
  }

  /** Says that the application is registered, as Asterisk does first, or last after an outage. */
  register(): this {
    return this.say({ type: "ApplicationRegistered", application: "callping" });
  }

  say(event: Record<string, unknown>): this {
    this.socket.send(JSON.stringify({ timestamp: asteriskTime(), application: "callping", ...event }));
    return this;
  }

  /** The same message twice, as from an application that is subscribed to a channel and to its endpoint. */
  sayTwice(event: Record<string, unknown>): this {
    const text = JSON.stringify({ timestamp: asteriskTime(), application: "callping", ...event });
    this.socket.send(text);
    this.socket.send(text);
    return this;
  }

  /** The next request whose method and URI match; requests are consumed in order. */
  async request(method: string, uri: RegExp): Promise<Received> {
    return this.until(`${method} ${String(uri)}`, () => {
      const index = this.received.findIndex((request) => request.method === method && uri.test(request.uri));
      return index < 0 ? undefined : this.received.splice(index, 1)[0];
    });
  }

  async until<T>(what: string, look: () => T | undefined): Promise<T> {
    const deadline = Date.now() + 10_000;
    for (let found = look(); ; found = look()) {
      if (found !== undefined) return found;
      if (Date.now() > deadline)
        throw new Error(
          `${what} did not come; there are ${JSON.stringify(this.received.map(({ method, uri }) => `${method} ${uri}`))}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1000);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Until the link has handled what was said before: it answers a WebSocket ping in order, and takes messages in order. */
  async settle(): Promise<void> {
    const pong = once(this.socket, "pong");
    this.socket.ping();
    await pong;
  }

  /** A killed Asterisk: no close frame. */
  kill(): void {
    this.socket.terminate();
  }

  async end(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    this.socket.close(1000);
    await once(this.socket, "close");
  }

  private take(data: Buffer, isBinary: boolean): void {
    if (isBinary) this.nudges += 1;
    else {
      const { request_id, method, uri, message_body } = JSON.parse(data.toString()) as Record<string, string>;
      const request = { request_id, method, uri, body: JSON.parse(message_body ?? "{}") } as Received;
      this.received.push(request);
      this.answer(request);
    }
    this.wake();
  }

  private answer(request: Received): void {
    const answer = this.answers(request) ?? this.ordinary(request);
    if (answer === "no answer") return;
    const { status, body } = answer;
    const content =
      body === undefined ? {} : { content_type: "application/json", message_body: JSON.stringify(body) };
    this.socket.send(
      JSON.stringify({
        type: "RESTResponse",
        request_id: request.request_id,
        status_code: status,
        reason_phrase: "",
        uri: request.uri,
        ...content,
      }),
    );
  }

  private ordinary({ method, uri }: Received): Answer {
    if (uri === "channels" && method === "GET") return { status: 200, body: this.channels };
    if (uri === "endpoints")
      return {
        status: 200,
        body: [{ technology: "PJSIP", resource: "carrier", state: this.trunkState, channel_ids: [] }],
      };
    return method === "DELETE" ? { status: 204 } : { status: 200, body: {} };
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** `2026-05-09T07:30:00.123+0000` */
function asteriskTime(): string {
  return new Date().toISOString().replace("Z", "+0000");
}

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { WebSocketServer } from "ws";
import { AriSocket, type AriEvent } from "./ari-socket.ts";

/** A call that arrived at the carrier, before anybody decided what its handset does. */
export interface IncomingCall {
  number: string;
  channelId: string;
  /** The line was free; else the carrier models one line and this call finds it engaged. */
  free: boolean;
  /** When the INVITE reached the dialplan, by the carrier's clock, in milliseconds since the epoch. */
  invitedAt: number;
  callerId: string;
}

export type Answerer = (call: IncomingCall, exchange: HandsetExchange) => void;

/**
 * The test's end of the carrier: every INVITE of the platform arrives here first. A number that nobody answers for is
 * kept as unexpected and refused, so that no test passes with a call too many.
 */
export class HandsetExchange {
  readonly unexpected: IncomingCall[] = [];
  private readonly server: Server;
  private readonly answerers = new Map<string, Answerer>();
  private readonly listeners = new Map<string, (event: AriEvent) => void>();
  private link: AriSocket | null = null;
  private readonly connected: Promise<void>;

  private constructor(server: Server) {
    this.server = server;
    const sockets = new WebSocketServer({ server, handleProtocols: () => "ari" });
    this.connected = new Promise((resolve) => {
      sockets.on("connection", (socket) => {
        this.link = new AriSocket(socket, (event) => this.onEvent(event, resolve));
      });
    });
  }

  /** Listens where the carrier of an installation was told to dial. */
  static async open(port: number): Promise<HandsetExchange> {
    const server = createServer();
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return new HandsetExchange(server);
  }

  /** Resolves when the carrier's Asterisk has registered its application. */
  ready(): Promise<void> {
    return this.connected;
  }

  ari(): AriSocket {
    if (this.link === null) throw new Error("the carrier is not connected");
    return this.link;
  }

  /** Whoever answers for a number takes its next call. */
  answerFor(number: string, answerer: Answerer): void {
    if (this.answerers.has(number)) throw new Error(`somebody answers for ${number} already`);
    this.answerers.set(number, answerer);
  }

  stopAnswering(number: string): void {
    this.answerers.delete(number);
  }

  /** Events of one channel, from now on. */
  follow(channelId: string, listener: (event: AriEvent) => void): void {
    this.listeners.set(channelId, listener);
  }

  close(): void {
    this.link?.close();
    this.server.closeAllConnections();
    this.server.close();
  }

  private onEvent(event: AriEvent, registered: () => void): void {
    if (event.type === "ApplicationRegistered") return registered();
    const { channel } = event;
    if (channel === undefined) return;
    if (event.type === "StasisStart") return this.onCall(event, channel);
    this.listeners.get(channel.id)?.(event);
    if (event.type === "ChannelDestroyed") this.listeners.delete(channel.id);
  }

  private onCall(event: AriEvent, channel: NonNullable<AriEvent["channel"]>): void {
    const [number = "", line] = event.args ?? [];
    const call: IncomingCall = {
      number,
      channelId: channel.id,
      free: line !== "busy",
      invitedAt: Date.parse(event.timestamp ?? ""),
      callerId: channel.caller?.number ?? "",
    };
    const answerer = call.free ? this.answerers.get(number) : undefined;
    this.answerers.delete(number);
    if (answerer !== undefined) return answerer(call, this);
    if (call.free) this.unexpected.push(call);
    void this.ari().request("POST", `channels/${channel.id}/continue`, { context: "refuse", extension: call.free ? "404" : "486", priority: 1 });
  }
}

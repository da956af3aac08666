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
  /** CallPing's id of the leg, from the INVITE's X-CallPing-Id. */
  legId: string;
  /** The PBX that dialled. */
  pbxId: string;
}

/** Marks the channels that only listen along. */
const EAR = "ear";

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
  private readonly recordings = new Map<string, PromiseWithResolvers<void>>();
  private readonly ears = new Map<string, PromiseWithResolvers<void>>();
  /** Sees every INVITE, whoever answers it. */
  onInvite: (call: IncomingCall) => void = () => {};
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

  /**
   * Records what reaches a handset's ear, on a channel of its own: a recording of the handset's channel itself would
   * hold back the keys that it is to press until the recording ends (Asterisk runs a channel's commands in turn).
   */
  async recordEar(channelId: string): Promise<void> {
    const ear = `ear-${channelId}`;
    await this.do("POST", `channels/${channelId}/snoop/${ear}`, { spy: "in", app: "handsets", appArgs: EAR });
    await this.earOf(ear).promise;
    await this.do("POST", `channels/${ear}/record`, {
      name: channelId,
      format: "wav",
      ifExists: "overwrite",
      maxDurationSeconds: 180,
    });
  }

  /** Resolves when the recording of a handset's ear is on disk. */
  recordingFinished(channelId: string): Promise<void> {
    return this.recordingOf(channelId).promise;
  }

  /** A request that must succeed. */
  async do(method: "POST" | "DELETE", uri: string, body?: Record<string, unknown>): Promise<void> {
    const answer = await this.ari().request(method, uri, body);
    if (answer.status >= 300)
      throw new Error(
        `the carrier answered ${answer.status} to ${method} ${uri}: ${JSON.stringify(answer.body)}`,
      );
  }

  private recordingOf(name: string): PromiseWithResolvers<void> {
    return moment(this.recordings, name);
  }

  private earOf(channelId: string): PromiseWithResolvers<void> {
    return moment(this.ears, channelId);
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
    const { channel, recording } = event;
    if (recording !== undefined && event.type !== "RecordingStarted")
      this.recordingOf(recording.name).resolve();
    if (channel === undefined) return;
    if (event.type === "StasisStart" && event.args?.[0] === EAR) return this.earOf(channel.id).resolve();
    if (event.type === "StasisStart") return this.onCall(event, channel);
    this.listeners.get(channel.id)?.(event);
    if (event.type === "StasisEnd") this.listeners.delete(channel.id);
  }

  private onCall(event: AriEvent, channel: NonNullable<AriEvent["channel"]>): void {
    const [number = "", line, legId = ""] = event.args ?? [];
    const call: IncomingCall = {
      number,
      channelId: channel.id,
      free: line !== "busy",
      invitedAt: Date.parse(event.timestamp ?? ""),
      callerId: channel.caller?.number ?? "",
      legId,
      pbxId: /^PJSIP\/(.+)-[0-9a-f]{8}$/.exec(channel.name)?.[1] ?? "",
    };
    this.onInvite(call);
    const answerer = call.free ? this.answerers.get(number) : undefined;
    if (answerer !== undefined) {
      this.answerers.delete(number);
      return answerer(call, this);
    }
    if (call.free) this.unexpected.push(call);
    void this.ari().request("POST", `channels/${channel.id}/continue`, {
      context: "refuse",
      extension: call.free ? "404" : "486",
      priority: 1,
    });
  }
}

/** A promise by name, made by whoever asks first: the one that waits or the one that resolves. */
function moment(moments: Map<string, PromiseWithResolvers<void>>, name: string): PromiseWithResolvers<void> {
  const known = moments.get(name) ?? Promise.withResolvers<void>();
  moments.set(name, known);
  return known;
}

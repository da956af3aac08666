import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** The ARI events these tests look at, as Asterisk sends them. */
export interface AriEvent {
  type: string;
  args?: string[];
  digit?: string;
  dialstatus?: string;
  cause?: number;
  tech_cause?: number;
  channel?: { id: string; state: string };
  peer?: { id: string };
  playback?: { id: string; state: string };
  recording?: { name: string; duration?: number };
}

interface RestAnswer {
  request_id: string;
  status_code: number;
  message_body?: string;
}

type Message = AriEvent & Partial<RestAnswer>;

function parse(text: string): Message {
  const message: unknown = JSON.parse(text);
  if (!isMessage(message)) throw new Error(`Asterisk sent what is no ARI message: ${text}`);
  return message;
}

function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The server's end of an ARI WebSocket that an Asterisk opens. Waits are for events, never for time. */
export class AriPeer {
  readonly events: AriEvent[] = [];
  authorization: string | undefined;
  #socket: WebSocket | undefined;
  readonly #answers = new Map<string, (answer: RestAnswer) => void>();
  readonly #watchers = new Set<(event: AriEvent) => void>();

  attach(socket: WebSocket, authorization: string | undefined): void {
    this.#socket = socket;
    this.authorization = authorization;
    // ws hands text over as a Buffer; Asterisk sends nothing else.
    socket.on("message", (data: Buffer) => this.#receive(parse(data.toString())));
  }

  #receive(message: Message): void {
    const { request_id: id, status_code: status } = message;
    if (message.type === "RESTResponse" && id !== undefined && status !== undefined) {
      this.#answers.get(id)?.({ ...message, request_id: id, status_code: status });
      return;
    }
    this.events.push(message);
    for (const watcher of this.#watchers) watcher(message);
  }

  /** One ARI request; the body is sent as JSON. */
  rest(method: string, uri: string, body?: object): Promise<RestAnswer> {
    const request = { type: "RESTRequest", request_id: randomUUID(), method, uri };
    const content = body && { content_type: "application/json", message_body: JSON.stringify(body) };
    return new Promise((resolve) => {
      this.#answers.set(request.request_id, resolve);
      this.#socket?.send(JSON.stringify({ ...request, ...content }));
    });
  }

  /** The first event, past or coming, that `matches`. The test's own time limit ends a wait that is in vain. */
  until(matches: (event: AriEvent) => boolean): Promise<AriEvent> {
    const past = this.events.find(matches);
    if (past) return Promise.resolve(past);
    return new Promise((resolve) => {
      const watcher = (event: AriEvent) => {
        if (!matches(event)) return;
        this.#watchers.delete(watcher);
        resolve(event);
      };
      this.#watchers.add(watcher);
    });
  }

  onEvent(handle: (event: AriEvent) => void): void {
    this.#watchers.add(handle);
  }

  of(channelId: string): AriEvent[] {
    return this.events.filter((event) => (event.channel?.id ?? event.peer?.id) === channelId);
  }
}

/** Listens on loopback for Asterisks that dial in, in clear or over TLS; each path is one peer. */
export async function listenForAsterisk(
  paths: readonly string[],
  tls?: { cert: string; key: string },
): Promise<{ port: number; peer: (path: string) => AriPeer; close: () => void }> {
  const peers = new Map(paths.map((path) => [path, new AriPeer()]));
  const refuse = (_: unknown, response: ServerResponse): void => void response.writeHead(404).end();
  const http = tls ? createTlsServer(tls, refuse) : createServer(refuse);
  const sockets = new WebSocketServer({ server: http, handleProtocols: () => "ari" });
  sockets.on("connection", (socket, request) =>
    peers.get(request.url ?? "")?.attach(socket, request.headers.authorization),
  );
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address() as AddressInfo;
  const peer = (path: string) => {
    const found = peers.get(path);
    if (!found) throw new Error(`no peer for ${path}`);
    return found;
  };
  const close = () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    http.close();
  };
  return { port: address.port, peer, close };
}

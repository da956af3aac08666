import { type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

import { rawAnswer, RESTARTING } from "./answers.ts";
import { answerHeaders, forwardedHeaders } from "./headers.ts";
import type { Address } from "../state/addresses.ts";

/** What a WebSocket is passed on to: the Worker, or what `rewritten` names in the place of the request's own path and headers. */
export interface UpgradeTarget {
  address: Address;
  /** Whether it is there, or will be in a moment. */
  ready(): Promise<boolean>;
  rewritten?: { path: string; headers: readonly string[] };
}

/**
 * Passes a WebSocket through: a PBX's control socket, a live view, a browser phone. The Worker's own refusal (401, 426) goes back as it
 * is, and the connection is then closed: what follows it would come past the header rules.
 */
export async function forwardUpgrade(
  incoming: IncomingMessage,
  client: Duplex,
  head: Buffer,
  target: UpgradeTarget,
): Promise<void> {
  client.on("error", () => client.destroy());
  if (!(await target.ready())) {
    client.end(rawAnswer(RESTARTING));
    return;
  }
  const peer = incoming.socket.remoteAddress ?? "127.0.0.1";
  const outgoing = request({
    ...target.address,
    agent: false,
    method: incoming.method ?? "GET",
    path: target.rewritten?.path ?? incoming.url ?? "/",
    headers: [
      ...(target.rewritten?.headers ?? forwardedHeaders(incoming.rawHeaders, peer)),
      "Connection",
      "Upgrade",
      "Upgrade",
      "websocket",
    ],
    setHost: false,
  });
  outgoing.once("error", () => client.end(rawAnswer(RESTARTING)));
  outgoing.once("response", (result) => {
    client.write(statusLine(result));
    client.write(headerBlock([...answerHeaders(result.rawHeaders), "Connection", "close"]));
    result.pipe(client);
  });
  outgoing.once("upgrade", (result, server, serverHead) => {
    client.write(statusLine(result));
    client.write(
      headerBlock([...answerHeaders(result.rawHeaders), "Connection", "Upgrade", "Upgrade", "websocket"]),
    );
    if (serverHead.length > 0) client.write(serverHead);
    if (head.length > 0) server.write(head);
    join(incoming.socket, client, server);
  });
  client.once("close", () => outgoing.destroy());
  outgoing.end();
}

/** A key press must not wait for Nagle's algorithm. One side's end is the other's. */
function join(clientSocket: Socket, client: Duplex, server: Socket): void {
  clientSocket.setNoDelay(true);
  clientSocket.setTimeout(0);
  server.setNoDelay(true);
  server.on("error", () => client.destroy());
  server.once("close", () => client.destroy());
  client.once("close", () => server.destroy());
  client.pipe(server);
  server.pipe(client);
}

function statusLine(result: IncomingMessage): string {
  return `HTTP/1.1 ${result.statusCode} ${result.statusMessage}\r\n`;
}

function headerBlock(raw: readonly string[]): string {
  let block = "";
  for (let at = 0; at + 1 < raw.length; at += 2) block += `${raw[at]}: ${raw[at + 1]}\r\n`;
  return `${block}\r\n`;
}

import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { pipeline } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";

import { answer, BROKEN_OFF, RESTARTING } from "./answers.ts";
import { answerHeaders, forwardedHeaders } from "./headers.ts";
import type { Upstream } from "./upstream.ts";

const CONNECT_TRIES = 40;
const CONNECT_EVERY_MS = 50;

/** Passes one request to the Worker and its answer back, as streams. */
export async function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
  agent: Agent,
): Promise<void> {
  for (let tries = 0; tries < CONNECT_TRIES; tries++) {
    if (!(await upstream.ready())) break;
    const outgoing = open(incoming, upstream, agent);
    const connected = await connection(outgoing);
    if (connected) {
      exchange(incoming, response, outgoing);
      return;
    }
    // workerd has just died and the supervisor does not know yet. Nothing was sent, so trying again is safe.
    await wait(CONNECT_EVERY_MS);
    if (response.destroyed) return;
  }
  answer(response, RESTARTING);
}

function open(incoming: IncomingMessage, upstream: Upstream, agent: Agent): ClientRequest {
  return request({
    ...upstream.address,
    agent,
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers: forwardedHeaders(incoming.rawHeaders, incoming.socket.remoteAddress ?? "127.0.0.1"),
    setHost: false,
  });
}

/** Whether a connection is there: at once for one from the pool. */
function connection(outgoing: ClientRequest): Promise<boolean> {
  return new Promise((resolve) => {
    outgoing.once("error", () => resolve(false));
    outgoing.once("socket", (socket) => {
      if (!socket.connecting) resolve(true);
      else socket.once("connect", () => resolve(true));
    });
  });
}

function exchange(incoming: IncomingMessage, response: ServerResponse, outgoing: ClientRequest): void {
  outgoing.once("response", (result) => {
    response.writeHead(result.statusCode ?? 502, result.statusMessage, answerHeaders(result.rawHeaders));
    pipeline(result, response, (error) => {
      if (error) response.destroy();
    });
  });
  outgoing.once("error", () => answer(response, BROKEN_OFF));
  response.once("close", () => {
    if (!response.writableFinished) outgoing.destroy();
  });
  incoming.pipe(outgoing);
}

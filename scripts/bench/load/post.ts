import { Agent, request } from "node:http";

import { monotonicMs } from "../clock.ts";
import type { Target } from "./webhook.ts";

/** Keeps connections, for whoever sends without a pause. */
export function keepAlive(connections: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections });
}

export interface Posted {
  /** 0: no answer. */
  status: number;
  tookMs: number;
  text: string;
}

/** One POST of JSON; resolves when the whole answer was read. Never rejects. */
export function post(target: Target, path: string, body: unknown, agent: Agent): Promise<Posted> {
  const text = JSON.stringify(body);
  const startedAt = monotonicMs();
  return new Promise((resolve) => {
    let received = "";
    const done = (status: number): void =>
      resolve({ status, tookMs: monotonicMs() - startedAt, text: received });
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
    const outgoing = request({ ...target, path, method: "POST", headers, agent, timeout: 30_000 });
    outgoing.once("response", (response) => {
      response.setEncoding("utf8").on("data", (chunk: string) => (received += chunk));
      response.once("end", () => done(response.statusCode ?? 0));
      response.once("error", () => done(0));
    });
    outgoing.once("timeout", () => outgoing.destroy());
    outgoing.once("error", () => done(0));
    outgoing.end(text);
  });
}

/** `workers` loops that each send the next one when the last was answered, until `until()` says so. */
export async function loop(
  workers: number,
  goesOn: () => boolean,
  send: () => Promise<Posted>,
): Promise<Posted[]> {
  const posted: Posted[] = [];
  const work = async (): Promise<void> => {
    while (goesOn()) posted.push(await send());
  };
  await Promise.all(Array.from({ length: workers }, work));
  return posted;
}

import { randomUUID } from "node:crypto";

import type { Bench } from "../bench.ts";
import { keepAlive, loop, post, type Posted } from "../load/post.ts";
import type { Target } from "../load/webhook.ts";
import { startHello } from "./hello.ts";

export interface AcceptResult {
  name: string;
  aSecond: number;
  accepted: number;
  refused: number;
  tookMs: number[];
}

const SENDERS = 32;
const HELLO_PORT = 8791;

/**
 * Webhooks a second that are answered 202, sent without a pause by 32 senders. They go to paused endpoints of all
 * organizations: each is a new alert, stored and projected, that rings nobody, so that calls are not measured here.
 */
export async function measureAccept(bench: Bench): Promise<AcceptResult[]> {
  const { api } = bench.installation.workerSockets();
  const helloSocket = { host: bench.addresses.pbx, port: HELLO_PORT };
  const hello = await startHello(helloSocket);
  try {
    return [
      await flood(bench, "hello-world Worker", helloSocket),
      await flood(bench, "webhooks, Worker's socket", api),
      await flood(bench, "webhooks, through the front proxy", bench.frontProxy),
    ];
  } finally {
    await hello.stop();
  }
}

async function flood(bench: Bench, name: string, target: Target): Promise<AcceptResult> {
  const agent = keepAlive(SENDERS);
  const endAt = performance.now() + bench.plan.acceptSeconds * 1000;
  const posted = await loop(
    SENDERS,
    () => performance.now() < endAt,
    () => sendPaused(bench, target, agent),
  );
  agent.destroy();
  const accepted = posted.filter(({ status }) => status === 202);
  if (name !== "hello-world Worker") bench.webhooksAccepted += accepted.length;
  return {
    name,
    aSecond: accepted.length / bench.plan.acceptSeconds,
    accepted: accepted.length,
    refused: posted.length - accepted.length,
    tookMs: accepted.map(({ tookMs }) => tookMs),
  };
}

let next = 0;

/** One webhook of a new problem to the next paused endpoint: in turns, so that no endpoint's limit is reached. */
export function sendPaused(
  bench: Bench,
  target: Target,
  agent: ReturnType<typeof keepAlive>,
): Promise<Posted> {
  const lane = bench.pausedLanes[next % bench.pausedLanes.length];
  if (lane === undefined) throw new Error("there is no paused endpoint");
  next += 1;
  const body = {
    title: `Disk full in region ${lane.organization}`,
    severity: "major",
    dedup_key: randomUUID(),
  };
  return post(target, `/api/wh/${lane.endpointUuid}`, body, agent);
}

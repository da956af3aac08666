import { setTimeout as wait } from "node:timers/promises";

import { laneIds } from "@callping/api/db/organizations";

import { USUAL_CALL, type Bench } from "../bench.ts";
import { monotonicMs } from "../clock.ts";
import { sendAtRate } from "../load/rate.ts";
import { sendWebhook } from "../load/webhook.ts";
import { measureLoad } from "./load.ts";
import { collectRings, type RingResult } from "./ring.ts";

/** One endpoint floods, and what became of it and of the others. */
export interface StormResult {
  sent: number;
  /** Answers by status. */
  answers: Record<number, number>;
  /** Webhooks in the alerts of the endpoint: new ones and repeats. */
  counted: number;
  /** Alerts in each call to the phone behind it, in their order. */
  alertsInCalls: number[];
  /** Other organizations at the same rate: before, and meanwhile. */
  alone: RingResult;
  beside: RingResult;
}

const STORM_RATE = 100;
const SECONDS = 20;
const OTHERS_RATE = 5;
/** A window of the number's own limit, 3 calls in 180 s, from the first one on. */
const WATCHED_MS = 185_000;
const PROJECTED_AFTER_MS = 8_000;

/** 2,000 webhooks in 20 s on one endpoint, each another problem, beside the usual alerts of other organizations. */
export async function measureStorm(bench: Bench): Promise<StormResult> {
  const { rings: alone } = await measureLoad(bench, OTHERS_RATE, SECONDS);
  bench.handsets.behave(USUAL_CALL);
  const lane = bench.hopSite.lanes.at(-1);
  if (lane === undefined) throw new Error("there is no endpoint to flood");
  const startedAt = monotonicMs();
  let problem = 0;
  const [storm, others] = await Promise.all([
    sendAtRate(STORM_RATE, SECONDS, (lateMs) => {
      problem += 1;
      return sendWebhook(bench.frontProxy, lane, { title: `Problem ${problem} of a storm` }, lateMs);
    }),
    sendAtRate(OTHERS_RATE, SECONDS, (lateMs) => bench.alert(lateMs)),
  ]);
  const stormCalls = () => bench.handsets.callsSince(startedAt).filter((call) => call.number === lane.number);
  const beside = await collectRings(bench.handsets, others);
  await wait(Math.max(0, startedAt + WATCHED_MS - monotonicMs()));
  const calls = stormCalls().length;
  await wait(PROJECTED_AFTER_MS);
  const alertsInCalls = await readCalls(bench);
  if (alertsInCalls.length < calls)
    throw new Error(`${calls} calls rang, ${alertsInCalls.length} are recorded`);
  const answers: Record<number, number> = {};
  for (const { status } of storm) answers[status] = (answers[status] ?? 0) + 1;
  return { sent: storm.length, answers, counted: await readCounts(bench), alertsInCalls, alone, beside };
}

const endpointId = (bench: Bench): string => {
  const lane = bench.hopSite.lanes.length - 1;
  return laneIds(bench.hopSite.lanes[lane]?.organization ?? 0, lane).endpoint;
};

async function readCounts(bench: Bench): Promise<number> {
  const alerts = await readAll<{ endpoint_id: string; count: number }>(bench, "/alerts?limit=100");
  const own = alerts.filter((alert) => alert.endpoint_id === endpointId(bench));
  return own.reduce((sum, { count }) => sum + count, 0);
}

/** Oldest first. Only the storm's phone belongs to the last lane. */
async function readCalls(bench: Bench): Promise<number[]> {
  const lane = bench.hopSite.lanes.length - 1;
  const { phone } = laneIds(bench.hopSite.lanes[lane]?.organization ?? 0, lane);
  const calls = await readAll<{ phone_id: string; alert_ids: string[] }>(bench, "/calls?limit=100");
  return calls
    .filter((call) => call.phone_id === phone)
    .map((call) => call.alert_ids.length)
    .toReversed();
}

async function readAll<Item>(bench: Bench, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = JSON.parse(await bench.read(`${path}${more}`)) as {
      data: Item[];
      next_cursor: string | null;
    };
    items.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return items;
}

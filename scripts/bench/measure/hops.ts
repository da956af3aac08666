import { setTimeout as wait } from "node:timers/promises";

import { SHORT_CALL, type Bench } from "../bench.ts";
import { monotonicMs } from "../clock.ts";
import { keepAlive, post } from "../load/post.ts";

/** Where the time goes, one figure an alert; milliseconds. The product's own clock counts whole ones. */
export interface HopResult {
  /** Sent → the Desk's commit: proxy, Worker, reading, Desk. */
  toDesk: number[];
  /** The Desk's commit → the PhoneLine has taken the call over and begun it. */
  toLine: number[];
  /** The PhoneLine's call → INVITE: route from the Fleet, PbxLink's ledger, Asterisk. */
  toWire: number[];
  /** The same webhook answered by a paused endpoint: through the proxy, and past it. */
  pausedByProxy: number[];
  pausedDirect: number[];
}

const CALL_WITHIN_MS = 10_000;
const PROJECTED_AFTER_MS = 6_000;

/** Alerts of one organization, one at a time, whose timelines are read back afterwards. */
export async function measureHops(bench: Bench): Promise<HopResult> {
  bench.handsets.behave(SHORT_CALL);
  const agent = keepAlive(1);
  const wallOffset = performance.timeOrigin + performance.now() - monotonicMs();
  const rung: { alertId: string; sentAt: number; invitedAt: number }[] = [];
  for (const lane of bench.hopSite.lanes) {
    const sentAt = monotonicMs();
    const { text } = await post(
      bench.frontProxy,
      `/api/wh/${lane.endpointUuid}`,
      { title: "Hop by hop", severity: "critical" },
      agent,
    );
    const call = await bench.handsets.callTo(lane.number, sentAt, CALL_WITHIN_MS);
    const alertId = /"id":"(alr_\w+)"/.exec(text)?.[1];
    if (alertId === undefined || call === null) continue;
    rung.push({ alertId, sentAt: sentAt + wallOffset, invitedAt: call.invitedAt + wallOffset });
    await bench.handsets.endOf(call.callId, CALL_WITHIN_MS);
  }
  await wait(PROJECTED_AFTER_MS);
  const result: HopResult = { toDesk: [], toLine: [], toWire: [], ...(await measurePaused(bench)) };
  // The first ones wake objects up.
  for (const one of rung.slice(5)) {
    const [received, started] = await Promise.all([
      receivedAt(bench, one.alertId),
      startedAt(bench, one.alertId),
    ]);
    if (received === null || started === null) continue;
    result.toDesk.push(received + HALF_MS - one.sentAt);
    result.toLine.push(started - received);
    result.toWire.push(one.invitedAt - started - HALF_MS);
  }
  agent.destroy();
  return result;
}

/** A clock of whole milliseconds is half of one behind on average. */
const HALF_MS = 0.5;

async function receivedAt(bench: Bench, alertId: string): Promise<number | null> {
  const answer = await bench.read(`/alerts/${alertId}`);
  const at =
    /"at":"([^"]+)"(?:(?!"at":).)*?"kind":"received"|"kind":"received"(?:(?!"kind":).)*?"at":"([^"]+)"/.exec(
      answer,
    );
  return at === null ? null : Date.parse(at[1] ?? at[2] ?? "");
}

async function startedAt(bench: Bench, alertId: string): Promise<number | null> {
  const at = /"started_at":"([^"]+)"/.exec(await bench.read(`/calls?alert=${alertId}`))?.[1];
  return at === undefined ? null : Date.parse(at);
}

async function measurePaused(bench: Bench): Promise<Pick<HopResult, "pausedByProxy" | "pausedDirect">> {
  const agent = keepAlive(2);
  const { api } = bench.installation.workerSockets();
  const result = { pausedByProxy: [] as number[], pausedDirect: [] as number[] };
  for (const lane of bench.pausedLanes.slice(0, bench.plan.idleSamples)) {
    for (const [times, target] of [
      [result.pausedByProxy, bench.frontProxy],
      [result.pausedDirect, api],
    ] as const) {
      const body = { title: `Hop ${times.length}`, severity: "major" };
      times.push((await post(target, `/api/wh/${lane.endpointUuid}`, body, agent)).tookMs);
    }
  }
  agent.destroy();
  return result;
}

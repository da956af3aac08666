import type { Cost } from "../bench.ts";
import type { DistinctWordsResult } from "../measure/distinct-words.ts";
import type { StormResult } from "../measure/storm.ts";
import type { RingResult } from "../measure/ring.ts";
import { distribution } from "./stats.ts";

/** Milliseconds as people read them. */
export function ms(value: number): string {
  return value < 10 ? value.toFixed(1) : value < 10_000 ? value.toFixed(0) : `${(value / 1000).toFixed(1)} s`;
}

/** `p50 12 · p95 20 · p99 31 · max 40 ms`. */
export function spread(values: readonly number[]): string {
  const found = distribution(values);
  if (found === null) return "nothing measured";
  return `p50 ${ms(found.p50)} · p95 ${ms(found.p95)} · p99 ${ms(found.p99)} · max ${ms(found.max)}`;
}

export function sayRings(name: string, rings: Omit<RingResult, "calls">): string {
  const surplus = [rings.surplus.length, "surplus", ...rings.surplus.map((number) => `to ${number}`)].join(
    " ",
  );
  return `${name}: INVITE ${spread(rings.inviteMs)}; 202 ${spread(rings.answerMs)}; ${rings.accepted} of ${rings.sent} accepted, ${rings.lost} lost, ${surplus}, sender late ${ms(rings.senderLateMs)}`;
}

export function sayStorm({ sent, answers, counted, alertsInCalls }: StormResult): string {
  const statuses = Object.entries(answers).map(([status, count]) => `${count} × ${status}`);
  return `${sent} webhooks on one endpoint: ${statuses.join(", ")}; ${counted} counted in its alerts; ${alertsInCalls.length} calls in 185 s, for ${alertsInCalls.join(", ")} alerts`;
}

/** Who spoke when nothing was stored, what it did to the INVITEs, and whether anybody waited. */
export function sayDistinct(found: DistinctWordsResult): string {
  const { stored, distinct, answered, byVoice, byPbxPrompts, byWorkerPrompts, late, silent } = found;
  const [before, beside] = [distribution(stored.rings.inviteMs), distribution(distinct.rings.inviteMs)];
  const ratio = (name: "p50" | "p95" | "p99"): string =>
    before === null || beside === null ? "–" : (beside[name] / before[name]).toFixed(2);
  const joined = Object.entries(byWorkerPrompts).map(([reason, count]) => `${count} ${reason}`);
  return (
    `${distinct.rate} calls/s with words of their own, ${answered} answered: ${byVoice} by a voice, ` +
    `${joined.join(" and ") || "0"} by prompts of the Worker, ${byPbxPrompts} begun by prompts of the PBX; ` +
    `answer → sound ${spread(found.firstAudibleMs)}, ${late} later than the deadline, ${silent} heard nothing; ` +
    `webhook → INVITE against stored words: p50 × ${ratio("p50")}, p95 × ${ratio("p95")}, p99 × ${ratio("p99")}`
  );
}

/** CPU milliseconds an alert, by role. */
export function sayCost({ cpu, busy }: Cost, alerts: number): string {
  const roles = Object.entries(cpu).map(([role, used]) => `${role} ${(used / alerts).toFixed(1)}`);
  return `CPU ms an alert: ${roles.join(", ")}; machine ${Math.round(busy * 100)} % busy`;
}

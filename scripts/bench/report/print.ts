import type { Cost } from "../bench.ts";
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

/** CPU milliseconds an alert, by role. */
export function sayCost({ cpu, busy }: Cost, alerts: number): string {
  const roles = Object.entries(cpu).map(([role, used]) => `${role} ${(used / alerts).toFixed(1)}`);
  return `CPU ms an alert: ${roles.join(", ")}; machine ${Math.round(busy * 100)} % busy`;
}

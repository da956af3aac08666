import type { Cost } from "../bench.ts";
import type { ByRole } from "../measure/processes.ts";
import type { Results } from "../results.ts";
import { ms, sayStorm } from "./print.ts";
import { distribution } from "./stats.ts";
import { table } from "./table.ts";

export function acceptSection({ accept }: Results): string {
  if (accept === undefined) return "";
  const rows = accept.map(({ name, aSecond, refused, tookMs }) => {
    const found = distribution(tookMs);
    return [name, aSecond.toFixed(0), ms(found?.p50 ?? 0), ms(found?.p99 ?? 0), String(refused)];
  });
  return `## Webhooks accepted a second

32 senders without a pause, one new alert each, on paused endpoints of all organizations: everything is stored and projected, and nobody
is rung, so that calls are not measured here.

${table(["target", "a second", "p50 ms", "p99 ms", "not 202"], rows)}`;
}

export function stormSection({ storm }: Results): string {
  if (storm === undefined) return "";
  const row = (name: string, values: readonly number[]): string[] => {
    const found = distribution(values);
    return [name, ms(found?.p50 ?? 0), ms(found?.p95 ?? 0), ms(found?.p99 ?? 0)];
  };
  const others = table(
    ["other organizations, 5 alerts/s", "p50", "p95", "p99"],
    [row("alone, right before", storm.alone.inviteMs), row("during the storm", storm.beside.inviteMs)],
  );
  return `## A storm on one endpoint (webhook → INVITE, ms)\n\n${sayStorm(storm)}.\n\n${others}`;
}

export function memorySection({ memory }: Results): string {
  if (memory === undefined) return "";
  const rows = Object.keys(memory.after).map((role) => [
    role,
    mib(memory.atRest, role),
    mib(memory.after, role),
  ]);
  return `## Memory (MiB resident)\n\n${table(["process", "at rest", `after ${memory.webhooks} webhooks`], rows)}`;
}

function mib(values: ByRole, role: string): string {
  const value = values[role];
  return value === undefined ? "–" : value.toFixed(0);
}

/** Where the time and the CPU go. */
export function hopSection({ hops, idle, loads }: Results): string {
  const parts: string[] = [];
  if (hops) {
    const row = (name: string, values: readonly number[]): string[] => {
      const found = distribution(values);
      const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
      return [name, mean.toFixed(1), ms(found?.p50 ?? 0), ms(found?.p95 ?? 0)];
    };
    parts.push(
      "## Where the time goes (ms, idle)",
      table(
        ["stretch", "mean", "p50", "p95"],
        [
          row("webhook sent → Desk's commit (front proxy, Worker, reading, Desk)", hops.toDesk),
          row("Desk's commit → PhoneLine has begun the call", hops.toLine),
          row("PhoneLine's call → INVITE (Fleet, PbxLink, Asterisk)", hops.toWire),
          row("for comparison: 202 of a paused endpoint, through the front proxy", hops.pausedByProxy),
          row("the same past the proxy, at the Worker's socket", hops.pausedDirect),
        ],
      ),
    );
  }
  const costs: [string, Cost, number][] = [];
  if (idle) costs.push(["idle", idle.cost, idle.result.sent]);
  for (const load of loads ?? []) costs.push([`${load.rate}/s`, load.cost, load.rings.sent]);
  const roles = Object.keys(costs[0]?.[1].cpu ?? {});
  if (costs.length > 0) {
    parts.push(
      "## CPU an alert (ms), whole call included",
      table(
        ["load", ...roles, "machine busy"],
        costs.map(([name, cost, alerts]) => [
          name,
          ...roles.map((role) => ((cost.cpu[role] ?? 0) / alerts).toFixed(1)),
          `${Math.round(cost.busy * 100)} %`,
        ]),
      ),
    );
  }
  return parts.join("\n\n");
}

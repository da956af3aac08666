import type { RingResult } from "../measure/ring.ts";
import { answerTimes } from "../measure/speech.ts";
import { isSustained } from "../measure/ceiling.ts";
import type { Results } from "../results.ts";
import { ms, sayDistinct } from "./print.ts";
import { distribution } from "./stats.ts";
import { table } from "./table.ts";

const SPREAD = ["p50", "p95", "p99", "max"] as const;

function cells(values: readonly number[]): string[] {
  const found = distribution(values);
  return found === null ? SPREAD.map(() => "–") : SPREAD.map((name) => ms(found[name]));
}

/** Webhook → INVITE and the 202, at every load of the run. */
export function ringSection({ idle, loads, bare, busy }: Results): string {
  const named: [string, RingResult][] = [];
  if (idle) named.push(["idle, one at a time", idle.result]);
  for (const { rate, seconds, rings } of loads ?? []) named.push([`${rate}/s for ${seconds} s`, rings]);
  if (busy) {
    named.push(["20/s again, right before the next line", busy.alone.rings]);
    named.push(["20/s, speech and key derivation at full load", busy.beside.rings]);
  }
  const rows = named.map(([name, rings]) => [
    name,
    ...cells(rings.inviteMs),
    String(rings.accepted),
    String(rings.lost),
    String(rings.surplus.length),
  ]);
  if (bare) rows.push(["bare ARI originate, same run", ...cells(bare.inviteMs), "–", "–", "–"]);
  const answers = named.map(([name, rings]) => [name, ...cells(rings.answerMs)]);
  return [
    "## Webhook → INVITE (ms)",
    table(["load", ...SPREAD, "accepted", "lost", "rung twice"], rows),
    ratioLine({ idle, bare } as Results),
    busyLine({ busy } as Results),
    "## The 202 (ms)",
    table(["load", ...SPREAD], answers),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function ratioLine({ idle, bare }: Results): string {
  const [ours, theirs] = [distribution(idle?.result.inviteMs ?? []), distribution(bare?.inviteMs ?? [])];
  if (ours === null || theirs === null) return "";
  return `At the median the whole way takes ${(ours.p50 / theirs.p50).toFixed(1)} times the bare originate, ${ms(ours.p50 - theirs.p50)} ms more.`;
}

function busyLine({ busy }: Results): string {
  if (busy === undefined) return "";
  return `Meanwhile the side process spoke ${busy.speechesASecond.toFixed(1)} sentences and derived ${busy.derivationsASecond.toFixed(1)} keys a second.`;
}

/** Answer → first speech. */
export function speechSection({ speech, loads, bare, distinct }: Results): string {
  if (speech === undefined) return "";
  const rows = speech.map((one) => [one.name, ...cells(one.firstPacketMs), String(one.silent)]);
  for (const { rate, rings } of loads ?? []) {
    const times = answerTimes(rings.calls);
    rows.push([`stored words, at ${rate}/s`, ...cells(times.firstPacketMs), String(times.silent)]);
  }
  const control =
    bare === undefined
      ? ""
      : `\n\nOn ${bare.inviteMs.length} answered calls of the bare PBX, on which nothing was played, ${bare.packetsWithoutPlayback} RTP packets arrived: audio begins with the message.`;
  return `## Answer → first packet of the message (ms)\n\n${table(["words", ...SPREAD, "heard nothing"], rows)}${control}${distinct === undefined ? "" : `\n\n${sayDistinct(distinct)}.`}`;
}

export function ceilingSection({ ceiling }: Results): string {
  if (ceiling === undefined) return "";
  const rows = ceiling.map((load) => [
    `${load.rate}/s for ${load.seconds} s`,
    ...cells(load.rings.inviteMs),
    String(load.rings.lost),
    isSustained(load) ? "yes" : "no",
  ]);
  const best = ceiling.filter(isSustained).at(-1);
  const line =
    best === undefined
      ? "None of the rates was sustained."
      : `Highest rate sustained: ${best.rate} alerts/s.`;
  return `## The highest rate with p99 ≤ 1 s (ms)\n\n${table(["rate", ...SPREAD, "lost", "sustained"], rows)}\n\n${line}`;
}

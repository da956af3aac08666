import { setTimeout as wait } from "node:timers/promises";

import { SHORT_CALL } from "../bench/bench.ts";
import { distribution } from "../bench/report/stats.ts";
import type { Treatment } from "../bench/uas/protocol.ts";
import type { Finding } from "./finding.ts";
import type { Rig, SentAlert } from "./rig.ts";

const VICTIM = "pbx-1";
/** What a leg may wait without any sign while nothing is learned (docs/fleet.md), and the time to cancel it. */
const UNKNOWN_SILENCE_MS = 10_000;
const TO_CANCEL_MS = 250;

/** A trunk that fails in each of the ways there are; every time is taken where the INVITEs arrive. */
export async function failOver(rig: Rig): Promise<Finding[]> {
  rig.behave(SHORT_CALL);
  return [await refused(rig), await silent(rig), ...(await mute(rig))];
}

async function refused(rig: Rig): Promise<Finding> {
  const sent = await under(rig, "refuses", () => rig.alerts(240, 8), 3_000);
  const times = sent.flatMap((one) => elsewhere(rig, one));
  return {
    promise: "503 → INVITE on another PBX in at most 60 ms (p95)",
    seen: spread(times),
    held: times.length >= 30 && (distribution(times)?.p95 ?? Infinity) <= 60,
  };
}

async function silent(rig: Rig): Promise<Finding> {
  const sent = await under(rig, "swallows", () => rig.alerts(12, 4), UNKNOWN_SILENCE_MS + 2_000);
  const times = sent.flatMap((one) => elsewhere(rig, one));
  return {
    promise: "unknown silence: INVITE elsewhere within the learned delay (10 s here)",
    seen: spread(times),
    held: times.length >= 3 && Math.max(...times) <= UNKNOWN_SILENCE_MS + TO_CANCEL_MS,
  };
}

const CYCLES = 6;
const SILENT_MS = 3_000;
/** A leg without a sign is given up so long after its INVITE when OPTIONS has failed by then; later, when it fails. */
const GIVEN_UP_MS = 2_500;
/** OPTIONS go out every 5 s and wait 1.5 s for their answer. */
const QUALIFIED_AFTER_MS = 7_000;

/** The carrier is gone for one PBX: calls before its OPTIONS say so, and calls after it. */
async function mute(rig: Rig): Promise<Finding[]> {
  const shown: number[] = [];
  const afterShown: number[] = [];
  const refusedAtOnce: number[] = [];
  const usual: number[] = [];
  for (let cycle = 0; cycle < 2 * CYCLES; cycle += 1) {
    const isKnown = cycle % 2 === 1;
    const dial = async (): Promise<SentAlert[]> => {
      if (isKnown) await wait(QUALIFIED_AFTER_MS);
      return rig.alerts(isKnown ? 3 : 9, 4, { traced: true });
    };
    const sent = await under(rig, "mute", dial, isKnown ? 1_000 : QUALIFIED_AFTER_MS);
    const downAt = await rig.lastDownAt(VICTIM);
    for (const one of sent) {
      const [first, second] = rig.callsTo(one);
      if (first === undefined) shown.push(Infinity);
      else if (second !== undefined) {
        const isShown = downAt <= first.invitedAt + GIVEN_UP_MS;
        if (isShown) shown.push(second.invitedAt - first.invitedAt);
        else afterShown.push(second.invitedAt - downAt);
      } else if (await wasRefused(rig, one)) refusedAtOnce.push(first.invitedAt - one.sentAt);
      else usual.push(first.invitedAt - one.sentAt);
    }
    // What works again counts for it: a trunk that only ever fails would be left out by its breaker.
    await rig.untilWell();
    await rig.alerts(15, 5);
  }
  const extra = refusedAtOnce.map((time) => time - (distribution(usual)?.p50 ?? 0));
  return [
    {
      promise: "a trunk that OPTIONS shows silent: INVITE elsewhere in at most 3 s (p95)",
      seen: `${spread(shown)}; where OPTIONS showed it later still, after that: ${spread(afterShown)}`,
      held: shown.length > 0 && (distribution(shown)?.p95 ?? Infinity) <= SILENT_MS,
    },
    {
      promise: "refused by qualify: INVITE elsewhere at most 50 ms later than without",
      seen: spread(extra),
      held: extra.length > 0 && Math.max(...extra) <= 50,
    },
  ];
}

async function wasRefused(rig: Rig, one: SentAlert): Promise<boolean> {
  return (await rig.alertOf(one)).timeline.some(({ kind }) => kind === "leg_failed");
}

async function under<Result>(
  rig: Rig,
  treatment: Treatment,
  work: () => Promise<Result>,
  restMs: number,
): Promise<Result> {
  await rig.untilWell();
  rig.treat(VICTIM, treatment);
  try {
    const result = await work();
    await wait(restMs);
    return result;
  } finally {
    rig.treat(VICTIM, "well");
  }
}

/** From the INVITE that failed to the next one, which must be another PBX's. */
function elsewhere(rig: Rig, one: SentAlert): number[] {
  const [first, second] = rig.callsTo(one);
  if (first === undefined || rig.pbxOf.get(first.from) !== VICTIM) return [];
  if (second === undefined) return first.refused === null && first.answeredAt !== null ? [] : [Infinity];
  return [second.from === first.from ? Infinity : second.invitedAt - first.invitedAt];
}

function spread(times: readonly number[]): string {
  const all = distribution(times);
  if (all === null) return "no call met it";
  const ms = (time: number): string =>
    time < 1000 ? `${time.toFixed(0)} ms` : `${(time / 1000).toFixed(2)} s`;
  return `${all.count} calls: p50 ${ms(all.p50)}, p95 ${ms(all.p95)}, longest ${ms(all.max)}`;
}

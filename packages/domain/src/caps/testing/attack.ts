import { CALL_WINDOW_SECONDS, CALLS_PER_WINDOW } from "../../lines/decide.ts";
import { decideCap } from "../decide-cap.ts";
import { DEFAULT_LIMITS, unitsOf } from "../limits.ts";
import { admitCall, type NewCall } from "../velocity.ts";

/** Somebody has an API key of an organization, adds numbers that pay him, and fires webhooks as fast as they are taken. */
export interface Attack {
  region: string;
  /** Numbers that he has verified: he can answer their code calls. */
  numbers: number;
  /** Of how many ranges they are. */
  prefixes: number;
  critical: boolean;
}

/** What a day of it comes to, under the product's own limits. */
export interface Damage {
  calls: number;
  units: number;
  numbers: number;
  /** The caps that he met, in their order, and in which minute of the day first; none: the line's own pace held him. */
  met: Record<string, number>;
}

/** Plays a day, second by second: each number rings as often as its line lets it, three times in three minutes. */
export function playAttack({ region, numbers, prefixes, critical }: Attack): Damage {
  const units = unitsOf({ region, fiction: false });
  const used = { calls: 0, newDestinations: 0, units: 0 };
  const called = new Set<number>();
  const known = new Map<number, NewCall[]>();
  const waitSeconds = CALL_WINDOW_SECONDS / CALLS_PER_WINDOW;
  const met: Record<string, number> = {};
  for (let second = 0; second < 86_400; second += waitSeconds) {
    for (let number = 0; number < numbers; number += 1) {
      const isNew = !called.has(number);
      const cap = decideCap(DEFAULT_LIMITS, used, { isNew, units, critical }) ?? velocity(number, second);
      if (cap !== null) {
        met[cap] ??= second / 60;
        continue;
      }
      used.calls += 1;
      used.units += units;
      used.newDestinations += isNew ? 1 : 0;
      called.add(number);
    }
  }
  return { calls: used.calls, units: used.units, numbers: called.size, met };

  function velocity(number: number, second: number): string | null {
    const prefix = number % prefixes;
    const call = { key: `${number} ${second}`, organizationId: "org_stolen", at: second * 1000 };
    const answer = admitCall(known.get(prefix) ?? [], call, region);
    known.set(prefix, answer.known);
    return answer.ok ? null : "prefix_velocity";
  }
}

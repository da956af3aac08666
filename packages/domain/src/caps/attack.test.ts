import { describe, expect, it } from "vitest";
import { type Attack, playAttack } from "./testing/attack.ts";

/** The table of docs/numbers.md, “Caps”: what a stolen key is worth in a day. */
const TABLE: [attack: Attack, damage: ReturnType<typeof playAttack>][] = [
  [
    { region: "UA", numbers: 1, prefixes: 1, critical: true },
    { calls: 1440, units: 1440, numbers: 1, met: {} },
  ],
  [
    { region: "UA", numbers: 5, prefixes: 1, critical: true },
    { calls: 6250, units: 6250, numbers: 5, met: { calls_per_day: 1250 } },
  ],
  [
    { region: "UA", numbers: 400, prefixes: 40, critical: false },
    { calls: 5000, units: 5000, numbers: 250, met: { new_destinations_per_day: 0, calls_per_day: 19 } },
  ],
  [
    { region: "UA", numbers: 400, prefixes: 40, critical: true },
    { calls: 6250, units: 6250, numbers: 312, met: { new_destinations_per_day: 0, calls_per_day: 20 } },
  ],
  [
    { region: "GB", numbers: 60, prefixes: 1, critical: true },
    { calls: 6250, units: 6250, numbers: 60, met: { prefix_velocity: 8, calls_per_day: 724 } },
  ],
  [
    { region: "LV", numbers: 5, prefixes: 1, critical: true },
    { calls: 1250, units: 12500, numbers: 5, met: { prefix_velocity: 20, units_per_day: 730 } },
  ],
  [
    { region: "LV", numbers: 300, prefixes: 30, critical: true },
    { calls: 1250, units: 12500, numbers: 300, met: { units_per_day: 4 } },
  ],
  [
    { region: "LV", numbers: 300, prefixes: 1, critical: true },
    { calls: 1250, units: 12500, numbers: 100, met: { prefix_velocity: 0, units_per_day: 720 } },
  ],
  [
    { region: "JM", numbers: 5, prefixes: 1, critical: true },
    { calls: 250, units: 12500, numbers: 5, met: { prefix_velocity: 5, units_per_day: 545 } },
  ],
  [
    { region: "JM", numbers: 300, prefixes: 30, critical: true },
    { calls: 250, units: 12500, numbers: 250, met: { units_per_day: 0 } },
  ],
];

describe("a stolen key that adds numbers and fires webhooks", () => {
  it.each(TABLE)("%j", (attack, damage) => {
    expect(playAttack(attack)).toEqual(damage);
  });
});

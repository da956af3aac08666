import fc from "fast-check";
import { expect, it } from "vitest";
import { decideLine } from "../lines/decide.ts";
import { GATHER_SECONDS } from "./backlog.ts";
import { ended, ringing } from "./testing/calls.ts";
import { plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

const PEOPLE = ["ann", "bob", "cy", "dan", "eve"] as const;

/** An alert that has waited for one person, and what became of it while CallPing was away. */
const alerts = fc.record({
  who: fc.constantFrom(...PEOPLE),
  /** Seconds before CallPing went away. */
  age: fc.integer({ min: 1, max: 280 }),
  rings: fc.constantFrom("busy", "no_answer", "lost" as const),
  stepSeconds: fc.constantFrom(300, 900),
  resolved: fc.boolean(),
});
const backlogs = fc.record({
  alerts: fc.array(alerts, { minLength: 1, maxLength: 40 }),
  awaySeconds: fc.integer({ min: 600, max: 20_000 }),
});

it("any backlog is at most one call a person, none for what is over, and no step is cut short", () => {
  fc.assert(
    fc.property(backlogs, ({ alerts: waiting, awaySeconds }) => {
      const lived = waiting.map(({ who, age, rings, stepSeconds, resolved }) => {
        const steps = [{ afterSeconds: stepSeconds, action: { type: "call_owners" } as const }];
        const sim = new Simulation(
          { call_primary: [who], call_owners: ["zoe"] },
          (dialled) =>
            dialled.times === 1 && rings === "lost"
              ? [ringing(dialled), ended("lost", awaySeconds + 300)]
              : [ringing(dialled), ended(rings === "busy" ? "busy" : "no_answer", 20)],
          { plan: plan({ attempts: 10, steps }) },
        );
        sim.wait(age).now += awaySeconds * 1000;
        return { sim, who, resolved, stepSeconds, backAt: sim.seconds };
      });
      // The Desk finds out by whichever moment it missed, and tells all of them before anything else happens.
      for (const { sim } of lived) sim.send({ kind: "returned", lateSeconds: awaySeconds });
      for (const { sim, resolved } of lived)
        if (resolved) sim.wait(GATHER_SECONDS / 2).send({ kind: "tool_resolved", tool: "generic" });
      const dialledAt = lived.flatMap(({ sim, who, resolved, stepSeconds, backAt }) => {
        sim.wait(resolved ? 20_000 : stepSeconds + GATHER_SECONDS - 1);
        const rings = sim.when(/^ring /).filter((at) => at >= backAt);
        if (resolved) expect(rings).toEqual([]);
        // Before its whole step has passed nobody else is rung.
        expect(sim.when(/^ring zoe/).filter((at) => at >= backAt)).toEqual([]);
        return rings.slice(0, 1).map((at) => ({ who, at: at - backAt }));
      });
      for (const calls of Map.groupBy(dialledAt, ({ who }) => who).values()) {
        const soon = calls.filter(({ at }) => at <= GATHER_SECONDS);
        expect(new Set(soon.map(({ at }) => at)).size).toBeLessThanOrEqual(1);
        const together = decideLine(
          { live: null, lastEnded: null, recentStarts: [] },
          soon.map((_, n) => ({
            attemptId: `att_${n}`,
            organizationId: "org_1",
            severity: "major",
            ignoreCooldown: false,
            notBefore: 0,
            since: n,
          })),
          1,
        );
        if (soon.length > 0)
          expect(together).toMatchObject({ kind: "start", attemptIds: { length: soon.length } });
      }
    }),
    { numRuns: 300 },
  );
});

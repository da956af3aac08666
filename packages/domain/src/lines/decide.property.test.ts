import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SEVERITIES } from "../alerts/severity.ts";
import { COOLDOWN_SECONDS, decideLine } from "./decide.ts";
import { type Arrival, type Call, LineSimulation } from "./testing/line-simulation.ts";

const arrivals: fc.Arbitrary<Arrival[]> = fc
  .array(
    fc.record({
      comesAt: fc.integer({ min: 0, max: 600 }).map((seconds) => seconds * 1000),
      organizationId: fc.constantFrom("acme", "beta", "gamma"),
      severity: fc.constantFrom(...SEVERITIES),
      ignoreCooldown: fc.boolean(),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((list) =>
    list.map((one, index) => ({
      ...one,
      attemptId: `att_${index}`,
      since: one.comesAt,
      notBefore: one.comesAt,
    })),
  );

const models = fc.array(
  fc.record({
    answeredAfterSeconds: fc.integer({ min: 0, max: 30 }),
    endsAfterSeconds: fc.integer({ min: 1, max: 100 }),
    ghost: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  }),
  { maxLength: 12 },
);

function everyLine(check: (sim: LineSimulation, coming: readonly Arrival[]) => void): void {
  fc.assert(
    fc.property(arrivals, models, (coming, calls) => check(new LineSimulation(coming, calls).run(), coming)),
    { numRuns: 3000 },
  );
}

/** Why a call was allowed to start so soon after the one before it. */
function mayStart({ startedAt, before, attempts }: Call): boolean {
  if (before === null || startedAt >= before.at + COOLDOWN_SECONDS * 1000) return true;
  return attempts.some(
    (attempt) =>
      attempt.ignoreCooldown ||
      (attempt.severity === "critical" && attempt.organizationId !== before.organizationId),
  );
}

describe("any line", () => {
  it("has one live call at most", () => {
    everyLine(({ calls }) => {
      for (const [index, call] of calls.entries())
        expect(call.startedAt).toBeGreaterThanOrEqual(calls[index - 1]?.endedAt ?? 0);
    });
  });

  it("never mixes organizations in a call", () => {
    everyLine(({ calls }) => {
      for (const { attempts } of calls)
        expect(new Set(attempts.map(({ organizationId }) => organizationId)).size).toBe(1);
    });
  });

  it("starts at most three calls in any 180 s; for a critical alert only its own organization's count", () => {
    everyLine(({ calls }) => {
      for (const { startedAt, attempts } of calls) {
        const before = calls.filter(
          (call) => call.startedAt < startedAt && call.startedAt > startedAt - 180_000,
        );
        const own = before.filter((call) => call.attempts[0]?.organizationId === attempts[0]?.organizationId);
        const isCritical = attempts.some(({ severity }) => severity === "critical");
        expect((isCritical ? own : before).length).toBeLessThan(3);
      }
    });
  });

  it("never holds a critical alert for the calls of other organizations", () => {
    everyLine(({ held }) => {
      for (const { at, reason, line, waiting } of held) {
        if (reason !== "call_cap") continue;
        for (const { severity, notBefore, organizationId } of waiting) {
          if (severity !== "critical" || notBefore > at) continue;
          const own = line.recentStarts.filter(
            (start) => typeof start === "object" && start.organizationId === organizationId,
          );
          expect(own.length).toBeGreaterThanOrEqual(3);
        }
      }
    });
  });

  it("drops nothing: every attempt starts or joins a call", () => {
    everyLine(({ calls, waiting }, coming) => {
      expect(waiting).toEqual([]);
      const served = new Set(calls.flatMap(({ attempts }) => attempts.map(({ attemptId }) => attemptId)));
      expect(served.size).toBe(coming.length);
    });
  });

  it("respects the cooldown but for redials and another organization's critical alert", () => {
    everyLine(({ calls }) => {
      for (const call of calls) expect(mayStart(call)).toBe(true);
    });
  });

  it("never holds another organization's critical alert for a cooldown", () => {
    everyLine(({ held }) => {
      for (const { at, reason, line, waiting } of held) {
        if (reason !== "cooldown") continue;
        const ready = waiting.filter(({ severity, notBefore }) => severity === "critical" && notBefore <= at);
        expect(
          ready.filter(({ organizationId }) => organizationId !== line.lastEnded?.organizationId),
        ).toEqual([]);
      }
    });
  });

  it("is woken at the first moment at which something may ring, and not before", () => {
    everyLine(({ held }) => {
      for (const { reason, until, line, waiting } of held) {
        if (until === null) continue;
        expect(decideLine(line, waiting, until - 1).kind).toBe("hold");
        // What fills the three-minute window may hide a cooldown behind it.
        if (reason === "cooldown") expect(decideLine(line, waiting, until).kind).toBe("start");
      }
    });
  });
});

describe("any line with drills", () => {
  const NOW = 1_000_000;
  const organization = fc.constantFrom("acme", "beta");
  const ago = fc.integer({ min: 0, max: 200 }).map((seconds) => NOW - seconds * 1000);
  const lines = fc.record({
    live: fc.option(
      fc.record({
        callId: fc.constant("cal_1"),
        organizationId: organization,
        absorbs: fc.boolean(),
        drill: fc.boolean(),
      }),
      { nil: null },
    ),
    lastEnded: fc.option(fc.record({ at: ago, organizationId: organization }), { nil: null }),
    recentStarts: fc.array(fc.record({ at: ago, organizationId: organization, drill: fc.boolean() }), {
      maxLength: 6,
    }),
  });
  const waiting = fc
    .array(
      fc.record({
        organizationId: organization,
        severity: fc.constantFrom(...SEVERITIES),
        ignoreCooldown: fc.boolean(),
        notBefore: ago,
        since: ago,
        drill: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((list) => list.map((one, index) => ({ ...one, attemptId: `att_${index}` })));

  it("decides for alerts as if there were no drills, and takes the line of one that is there", () => {
    fc.assert(
      fc.property(lines, waiting, (line, all) => {
        const alerts = all.filter(({ drill }) => !drill);
        if (alerts.length === 0) return;
        const decision = decideLine(line, all, NOW);
        const recentStarts = line.recentStarts.filter(({ drill }) => !drill);
        if (line.live?.drill === true) expect(["join", "displace"]).toContain(decision.kind);
        else expect(decision).toEqual(decideLine({ ...line, recentStarts }, alerts, NOW));
      }),
      { numRuns: 3000 },
    );
  });

  it("starts a drill alone, after the cooldown of every call, and only when no alert waits", () => {
    fc.assert(
      fc.property(lines, waiting, (line, all) => {
        const decision = decideLine(line, all, NOW);
        if (decision.kind !== "start" && decision.kind !== "join") return;
        const taken = all.filter(({ attemptId }) => decision.attemptIds.includes(attemptId));
        if (!taken.some(({ drill }) => drill)) return;
        expect([decision.kind, taken.length, line.live]).toEqual(["start", 1, null]);
        expect(all.every(({ drill }) => drill)).toBe(true);
        const latest = Math.max(line.lastEnded?.at ?? 0, ...line.recentStarts.map(({ at }) => at));
        expect(NOW - latest).toBeGreaterThanOrEqual(COOLDOWN_SECONDS * 1000);
      }),
      { numRuns: 3000 },
    );
  });
});

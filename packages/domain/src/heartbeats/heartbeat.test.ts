import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueAt } from "./due-at.ts";
import {
  type HeartbeatSettings,
  type HeartbeatState,
  NEVER_PINGED,
  type Signal,
  SIGNALS,
} from "./heartbeat.ts";
import { parseHeartbeat } from "./parse-heartbeat.ts";
import { checkMissing, takePing } from "./step.ts";

const every5: HeartbeatSettings = { schedule: { kind: "period", seconds: 300 }, graceSeconds: 60 };
const cron = (expression: string, timeZone = "UTC"): HeartbeatSettings => ({
  schedule: { kind: "cron", expression, timeZone },
  graceSeconds: 600,
});
const at = (iso: string): number => Date.parse(iso);
const pinged = (lastPingAt: number, more: Partial<HeartbeatState> = {}): HeartbeatState => ({
  ...NEVER_PINGED,
  lastPingAt,
  ...more,
});

describe("a heartbeat is due", () => {
  it.each<[string, HeartbeatSettings, HeartbeatState, string | null]>([
    ["never, before its first ping", every5, NEVER_PINGED, null],
    ["a period and its grace later", every5, pinged(at("2026-11-22T03:00:00Z")), "2026-11-22T03:06:00Z"],
    [
      "its grace after it began",
      every5,
      pinged(at("2026-11-22T03:00:00Z"), { startedAt: at("2026-11-22T03:04:00Z") }),
      "2026-11-22T03:05:00Z",
    ],
    ["never, while its alert is open", every5, pinged(0, { down: true }), null],
    [
      "later, when we were away",
      every5,
      pinged(0, { waitUntil: at("2026-11-22T03:00:00Z") }),
      "2026-11-22T03:00:00Z",
    ],
    [
      "at the next moment of cron",
      cron("0 3 * * *"),
      pinged(at("2026-11-22T03:00:05Z")),
      "2026-11-23T03:10:00Z",
    ],
    [
      "in its own zone, on the night that has 25 hours",
      cron("30 4 * * *", "Europe/Kyiv"),
      pinged(at("2026-10-24T01:30:10Z")),
      "2026-10-25T02:40:00Z",
    ],
    [
      "in its own zone, on the night that has 23 hours",
      cron("30 4 * * *", "Europe/Kyiv"),
      pinged(at("2026-03-28T02:30:10Z")),
      "2026-03-29T01:40:00Z",
    ],
  ])("%s", (_what, settings, state, due) => {
    const found = dueAt(settings, state);
    expect(found === null ? null : new Date(found).toISOString()).toBe(
      due === null ? null : new Date(due).toISOString(),
    );
  });
});

describe("a ping", () => {
  const down = pinged(0, { down: true });
  it.each<[string, HeartbeatState, Signal, string | null, Partial<HeartbeatState>]>([
    ["is the first", NEVER_PINGED, "success", null, { lastPingAt: 9, down: false }],
    ["ends what was missing", down, "success", "back", { down: false, lastPingAt: 9 }],
    ["that only begins brings nothing back", down, "start", null, { down: true, startedAt: 9 }],
    ["fails", pinged(0), "fail", "failed", { down: true, lastPingAt: 9 }],
    ["fails again", down, "fail", "failed", { down: true }],
    ["ends what had begun", pinged(0, { startedAt: 5 }), "success", null, { startedAt: null }],
  ])("%s", (_what, state, signal, news, change) => {
    const step = takePing(state, signal, 9);
    expect(step.news).toBe(news);
    expect(step.state).toMatchObject(change);
  });
});

describe("the check", () => {
  const due = 360_000;
  it.each<[string, number, string | null]>([
    ["too early", due - 1, null],
    ["at the moment", due, "missing"],
    ["a minute late", due + 60_000, "missing"],
    ["an hour late: we were away", due + 3_600_000, null],
  ])("%s", (_what, now, news) => {
    expect(checkMissing(every5, pinged(0), now).news).toBe(news);
  });

  it("waits once more after we were away, and then no longer", () => {
    const back = due + 3_600_000;
    const { state } = checkMissing(every5, pinged(0), back);
    expect(dueAt(every5, state)).toBe(back + 60_000);
    expect(checkMissing(every5, state, back + 7_200_000).news).toBe("missing");
  });

  it("waits five minutes at most, however long the grace is: a lost page would be the price", () => {
    const nightly: HeartbeatSettings = { ...every5, graceSeconds: 86_400 };
    const found = (300 + 86_400) * 1000 + 120_000;
    const { state } = checkMissing(nightly, pinged(0), found);
    expect(dueAt(nightly, state)).toBe(found + 300_000);
  });

  it("says missing once between two pings, whatever comes, and never of one that pings in time", () => {
    const moves = fc.array(fc.tuple(fc.constantFrom(...SIGNALS, "check" as const), fc.nat(400_000)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(moves, (sequence) => {
        let state: HeartbeatState = NEVER_PINGED;
        let now = 0;
        let open = false;
        for (const [move, wait] of sequence) {
          now += wait;
          const before = dueAt(every5, state);
          const step = move === "check" ? checkMissing(every5, state, now) : takePing(state, move, now);
          if (step.news === "missing") {
            expect(open).toBe(false);
            expect(before).toBeLessThanOrEqual(now);
          }
          if (step.news === "back") expect(open).toBe(true);
          open = step.news === null ? open : step.news !== "back";
          expect(step.state.down).toBe(open);
          state = step.state;
        }
      }),
    );
  });
});

describe("settings", () => {
  it.each<[unknown, HeartbeatSettings["schedule"] | string]>([
    [
      { period_seconds: 300, grace_seconds: 60 },
      { kind: "period", seconds: 300 },
    ],
    [
      { cron: "*/5 * * * *", time_zone: "Europe/Kyiv", grace_seconds: 60 },
      { kind: "cron", expression: "*/5 * * * *", timeZone: "Europe/Kyiv" },
    ],
    [
      { cron: "0 3 * * 1", grace_seconds: 60 },
      { kind: "cron", expression: "0 3 * * 1", timeZone: "UTC" },
    ],
    [{ period_seconds: 300, cron: "* * * * *", grace_seconds: 60 }, "heartbeat"],
    [{ grace_seconds: 60 }, "heartbeat"],
    [{ period_seconds: 1, grace_seconds: 60 }, "heartbeat.period_seconds"],
    [{ period_seconds: 300 }, "heartbeat.grace_seconds"],
    [{ cron: "61 * * * *", grace_seconds: 60 }, "heartbeat.cron"],
    [{ cron: "0 0 30 2 *", grace_seconds: 60 }, "heartbeat.cron"],
    [{ cron: "0 0 * * *", time_zone: "Mars/Olympus", grace_seconds: 60 }, "heartbeat.time_zone"],
    [{ period_seconds: 300, grace_seconds: 60, periodd: 1 }, "heartbeat.periodd"],
    ["5 minutes", "heartbeat"],
  ])("%j", (input, wanted) => {
    const parsed = parseHeartbeat(input);
    if (typeof wanted === "string")
      expect(parsed.ok ? [] : parsed.error.problems.map(({ path }) => path)).toContain(wanted);
    else expect(parsed.ok && parsed.value.schedule).toEqual(wanted);
  });
});

import { describe, expect, it } from "vitest";
import { decideLine, type LineDecision } from "./decide.ts";
import type { LineState, WaitingAttempt } from "./line.ts";

const NOW = 1_000_000;
const free: LineState = { live: null, lastEnded: null, recentStarts: [] };
const ended = (secondsAgo: number, organizationId = "acme"): LineState => ({
  ...free,
  lastEnded: { at: NOW - secondsAgo * 1000, organizationId },
});
const live = (absorbs: boolean): LineState => ({
  ...free,
  live: { callId: "cal_1", organizationId: "acme", absorbs },
});
const starts = (...secondsAgo: number[]): LineState => ({
  ...free,
  recentStarts: secondsAgo.map((ago) => NOW - ago * 1000),
});

const startsOf = (organizationId: string, ...secondsAgo: number[]): LineState => ({
  ...free,
  recentStarts: secondsAgo.map((ago) => ({ at: NOW - ago * 1000, organizationId })),
});

const attempt = (attemptId: string, more: Partial<WaitingAttempt> = {}): WaitingAttempt => ({
  attemptId,
  organizationId: "acme",
  severity: "major",
  ignoreCooldown: false,
  notBefore: 0,
  since: 0,
  ...more,
});
const start = (...attemptIds: string[]): LineDecision => ({ kind: "start", attemptIds });
const join = (...attemptIds: string[]): LineDecision => ({ kind: "join", callId: "cal_1", attemptIds });
const hold = (
  reason: "cooldown" | "line_busy" | "call_cap" | "ghost_leg",
  seconds: number | null,
): LineDecision => ({
  kind: "hold",
  reason,
  until: seconds === null ? null : NOW + seconds * 1000,
});

type Row = [name: string, line: LineState, waiting: WaitingAttempt[], decision: LineDecision];

const critical = { severity: "critical" } as const;
const drill = { drill: true, severity: "info" } as const;
const liveDrill = (absorbs: boolean): LineState => ({
  ...free,
  live: { callId: "cal_1", organizationId: "acme", absorbs, drill: true },
});
const drilled = (...secondsAgo: number[]): LineState => ({
  ...free,
  recentStarts: secondsAgo.map((ago) => ({ at: NOW - ago * 1000, organizationId: "acme", drill: true })),
});
const others = { organizationId: "other" } as const;
const inTenSeconds = { notBefore: NOW + 10_000 };

const ROWS: Record<string, Row[]> = {
  "a free line": [
    ["nothing waits", free, [], { kind: "idle" }],
    ["one rings at once", free, [attempt("a")], start("a")],
    [
      "one organization's ring together, worst first",
      free,
      [attempt("a", { severity: "info" }), attempt("b", critical), attempt("c")],
      start("b", "c", "a"),
    ],
    [
      "equally bad ones: the older first",
      free,
      [attempt("a", { since: 5 }), attempt("b", { since: 3 })],
      start("b", "a"),
    ],
    [
      "another organization's never share a call",
      free,
      [attempt("a"), attempt("b", { ...others, ...critical })],
      start("b"),
    ],
  ],
  "a line with a call": [
    [
      "a ringing call takes the same organization's in",
      live(true),
      [attempt("a"), attempt("b", critical)],
      join("b", "a"),
    ],
    ["and leaves another's alone", live(true), [attempt("a", others), attempt("b")], join("b")],
    [
      "another's wait, however bad",
      live(true),
      [attempt("a", { ...others, ...critical })],
      hold("line_busy", null),
    ],
    ["an answered call takes none in", live(false), [attempt("a", critical)], hold("line_busy", null)],
    [
      "a redial waits as well",
      live(false),
      [attempt("a", { ignoreCooldown: true })],
      hold("line_busy", null),
    ],
  ],
  "the cooldown": [
    ["holds for 60 s from the end of the last call", ended(0), [attempt("a")], hold("cooldown", 60)],
    ["to the second", ended(59), [attempt("a")], hold("cooldown", 1)],
    ["and no longer", ended(60), [attempt("a")], start("a")],
    ["holds the same organization's critical", ended(10), [attempt("a", critical)], hold("cooldown", 50)],
    ["does not hold a redial", ended(0), [attempt("a", { ignoreCooldown: true })], start("a")],
    ["never holds another organization's critical", ended(0, "other"), [attempt("a", critical)], start("a")],
    ["holds another organization's major", ended(0, "other"), [attempt("a")], hold("cooldown", 60)],
    [
      "a redial takes what is held with it",
      ended(0),
      [attempt("a", critical), attempt("b", { ignoreCooldown: true })],
      start("a", "b"),
    ],
    [
      "but not another organization's",
      ended(0),
      [attempt("a", others), attempt("b", { ignoreCooldown: true })],
      start("b"),
    ],
    [
      "what may ring goes before what is worse and may not",
      ended(0, "other"),
      [attempt("a", { ...others, ...critical }), attempt("b", { ignoreCooldown: true, severity: "info" })],
      start("b"),
    ],
  ],
  "the call cap": [
    ["two calls in 180 s leave room", starts(100, 50), [attempt("a")], start("a")],
    ["three do not", starts(100, 60, 20), [attempt("a")], hold("call_cap", 80)],
    ["in whatever order they are kept", starts(20, 100, 60), [attempt("a")], hold("call_cap", 80)],
    ["a start exactly 180 s ago is over", starts(180, 60, 20), [attempt("a")], start("a")],
    [
      "holds redials too",
      starts(100, 60, 20),
      [attempt("a", { ignoreCooldown: true, ...critical })],
      hold("call_cap", 80),
    ],
    [
      "of another organization does not hold a critical alert",
      startsOf("other", 100, 60, 20),
      [attempt("a", critical)],
      start("a"),
    ],
    ["but a major one", startsOf("other", 100, 60, 20), [attempt("a")], hold("call_cap", 80)],
    ["of one's own does", startsOf("acme", 100, 60, 20), [attempt("a", critical)], hold("call_cap", 80)],
    [
      "holds one, and not the other's critical",
      startsOf("acme", 100, 60, 20),
      [attempt("a", critical), attempt("b", { ...others, ...critical })],
      start("b"),
    ],
    ["counts the latest three", starts(170, 100, 60, 20), [attempt("a")], hold("call_cap", 80)],
  ],
  "a drill": [
    ["rings on a free line, alone", free, [attempt("a", drill), attempt("b", drill)], start("a")],
    ["never goes before an alert, nor with it", free, [attempt("a", drill), attempt("b")], start("b")],
    ["never joins a call", live(true), [attempt("a", drill)], hold("line_busy", null)],
    [
      "that rings takes an alert in",
      liveDrill(true),
      [attempt("a", { severity: "info" }), attempt("b", drill)],
      join("a"),
    ],
    [
      "that was answered gives way to an alert",
      liveDrill(false),
      [attempt("a")],
      { kind: "displace", callId: "cal_1" },
    ],
    [
      "gives way to another organization's alert, however harmless",
      liveDrill(true),
      [attempt("a", { ...others, severity: "info" })],
      { kind: "displace", callId: "cal_1" },
    ],
    ["waits for a drill", liveDrill(true), [attempt("a", drill)], hold("line_busy", null)],
    ["respects everybody's cooldown", ended(20, "other"), [attempt("a", drill)], hold("cooldown", 40)],
    ["and that of a drill", drilled(20), [attempt("a", drill)], hold("cooldown", 40)],
    ["and the cap of all calls", startsOf("other", 100, 90, 80), [attempt("a", drill)], hold("call_cap", 80)],
    ["that has ended holds back no alert", drilled(1, 2, 3), [attempt("a")], start("a")],
  ],
  "a ghost leg": [
    ["waits for its moment", free, [attempt("a", inTenSeconds)], hold("ghost_leg", 10)],
    [
      "does not keep others",
      free,
      [attempt("a", { ...inTenSeconds, ...critical }), attempt("b")],
      start("b"),
    ],
    [
      "that may ring before a cooldown ends is not overslept",
      ended(0),
      [attempt("a"), attempt("b", { ...inTenSeconds, ignoreCooldown: true })],
      hold("cooldown", 10),
    ],
    [
      "is not woken for while its cooldown lasts",
      ended(0),
      [attempt("a", inTenSeconds)],
      hold("ghost_leg", 60),
    ],
  ],
};

describe.each(Object.keys(ROWS))("%s", (group) => {
  it.each(ROWS[group] ?? [])("%s", (_, line, waiting, decision) => {
    expect(decideLine(line, waiting, NOW)).toEqual(decision);
  });
});

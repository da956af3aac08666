import { describe, expect, it } from "vitest";
import type { CallFact } from "../alerts/events.ts";
import type { Outcome } from "../calls/outcomes.ts";
import type { CodeCall } from "./code-call.ts";
import { beginCode, type CodeEvent, stepCode } from "./step.ts";

const FRESH = {
  id: "cod_1",
  purpose: "agree",
  number: "+33199000101",
  language: "en",
  phoneId: "pho_1",
  ownerId: "con_1",
  label: "Mobile",
} as const;
const NOW = 1_000_000;

const call = (fact: CallFact, at = NOW + 5_000, callId = "cal_1"): CodeEvent => ({
  kind: "call",
  attemptId: "cod_1-1",
  callId,
  at,
  fact,
});
const SPOKEN = call({
  kind: "note",
  fact: {
    kind: "spoken",
    data: { attempt_id: "cod_1-1", call_id: "cal_1", audio_ids: [], words: "", answer_to_speech_ms: 10 },
  },
});
const key = (digit: string, meaning: string): CodeEvent => call({ kind: "key", digit, meaning });
const ended = (outcome: Outcome): CodeEvent =>
  call({ kind: "ended", outcome, sipCode: null, cause: null, durationMs: 0 });

function after(events: CodeEvent[], now = NOW + 10_000): CodeCall {
  return events.reduce((state, event) => stepCode(state, event, now).call, beginCode(FRESH, NOW).call);
}

describe("a code call's steps", () => {
  it("begin with one dial", () => {
    const { call: begun, effects } = beginCode(FRESH, NOW);
    expect(begun).toMatchObject({ state: "calling", wakeAt: NOW + 180_000, result: null });
    expect(effects.filter(({ kind }) => kind !== "timeline")).toEqual([
      { kind: "dial", attemptId: "cod_1-1" },
    ]);
  });

  it.each<[string, CodeEvent[], CodeCall["result"]]>([
    ["heard and hung up", [SPOKEN, ended("hung_up")], "spoken"],
    ["heard to its end", [SPOKEN, ended("answered_no_key")], "spoken"],
    ["answered, and gone before a word", [ended("hung_up")], "not_reached"],
    ["nobody answered", [ended("no_answer")], "not_reached"],
    ["busy", [ended("busy")], "not_reached"],
    ["key 1", [SPOKEN, key("1", "acknowledge"), ended("acknowledged")], "agreed"],
    ["key 2", [SPOKEN, key("2", "refuse"), ended("acknowledged")], "refused"],
    ["9 and 9", [SPOKEN, key("9", "opt_out"), ended("opted_out")], "opted_out"],
    ["objected before the dial", [ended("opted_out")], "opted_out"],
    ["an alert took the line", [SPOKEN, ended("cancelled")], "not_placed"],
    ["no route", [ended("no_permitted_route")], "not_placed"],
    ["the trunk failed", [ended("trunk_down")], "not_placed"],
    ["lost", [{ kind: "attempt_lost", attemptId: "cod_1-1" }], "not_placed"],
    ["the key that came after the end", [ended("lost"), key("1", "acknowledge")], "agreed"],
  ])("%s", (_, events, result) => {
    const over = after(events);
    expect(over).toMatchObject({ state: "over", wakeAt: null, result });
    expect(after([...events, ...events])).toMatchObject({ result });
  });

  it("withdraw one that found no free line for three minutes, and ask after one that rings", () => {
    const kinds = (state: CodeCall, now: number): string[] =>
      stepCode(state, { kind: "tick" }, now).effects.map(({ kind }) => kind);
    const waiting = after([call({ kind: "held", reason: "line_busy", until: null }, NOW, "cod_1-1")]);
    expect(waiting).toMatchObject({ held: "line_busy", callId: null });
    expect(kinds(waiting, NOW + 179_999)).toEqual([]);
    expect(kinds(waiting, NOW + 180_000)).toEqual(["withdraw", "inquire"]);
    expect(kinds(after([SPOKEN]), NOW + 180_000)).toEqual(["inquire"]);
  });

  it("ignore reports of other attempts", () => {
    const other = { ...ended("busy"), attemptId: "cod_2-1" } as CodeEvent;
    expect(after([other])).toMatchObject({ state: "calling" });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallEvent } from "./call-state.ts";
import { Conversation, testScript } from "./testing/conversation.ts";

const DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"] as const;
const meanings = fc.constantFrom("acknowledge", "escalate", "snooze", "resolve", "opt_out", "unknown");
const playbackId = fc.integer({ min: 0, max: 6 }).map((n) => `leg-1-p${n}`);
const events: fc.Arbitrary<CallEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("key"), digit: fc.constantFrom(...DIGITS) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("playback_finished"), playbackId, failed: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("playback_started"),
      playbackId,
      at: fc.integer({ min: 0, max: 2e6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("speech"), ready: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("verdict"),
      verdict: fc.record({
        recorded: fc.boolean(),
        meaning: meanings,
        already_by: fc.constantFrom(null, "Ana"),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("timer"),
      timer: fc.constantFrom("listen", "verdict", "pause", "speech", "farewell", "ending"),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<CallEvent>({ kind: "cancel" }, { kind: "hung_up" }) },
);
type Move = { wait: number } | { event: CallEvent } | { heard: boolean };
const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ wait: fc.double({ min: 0, max: 8, noNaN: true }) }),
  fc.record({ event: events }),
  fc.record({ heard: fc.boolean() }),
);
const scripts = fc.record({
  keyMap: fc.constantFrom("default", "pagerduty", "drill", "code", "agree"),
  message: fc.constantFrom(testScript.message, []),
  fallback: fc.constantFrom(testScript.fallback, []),
  menu: fc.constantFrom(testScript.menu, []),
});

describe("any sequence of events", () => {
  it("never throws, always ends, and acknowledges only after a key and a recorded verdict", () => {
    fc.assert(
      fc.property(
        scripts,
        fc.constantFrom("ready", "pending", "failed"),
        fc.array(moves, { maxLength: 40 }),
        (script, speech, steps) => {
          const call = new Conversation({ ...testScript, ...script }, speech);
          let asked = false;
          let recorded = false;
          for (const step of steps) {
            if ("wait" in step) call.wait(step.wait);
            else if ("event" in step) call.event(step.event);
            else if (call.state.playback !== null) call.heard(step.heard);
            const verdict = "event" in step && step.event.kind === "verdict" ? step.event.verdict : null;
            if (verdict?.recorded === true && asked) recorded = true;
            asked ||= call.log.some((line) =>
              /^key . (acknowledge|escalate|snooze|resolve|opt_out)$/.test(line),
            );
            expect(call.state.keyed === null || (asked && recorded)).toBe(true);
            expect(call.state.stage === "over" && call.pendingTimers > 0).toBe(false);
          }
          call.wait(600);
          expect(call.state.stage).toBe("over");
          expect(call.log.filter((line) => line === "over")).toHaveLength(1);
          const confirmed = call.log.some((line) => line === "play acknowledged");
          expect(confirmed && !recorded).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("does not write on the state that it was given", () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 15 }), (sequence) => {
        const call = new Conversation();
        for (const event of sequence) {
          const before = structuredClone(call.state);
          const held = call.state;
          call.event(event);
          expect(held).toEqual(before);
        }
      }),
      { numRuns: 200 },
    );
  });
});

import { describe, expect, it, vi } from "vitest";
import { hangUp } from "../ari/requests.ts";
import { answerClose } from "./close-codes.ts";
import { HeldRequests } from "./hold-until-registered.ts";
import { NUDGE_AFTER_MS, PendingAnswers } from "./nudge.ts";

describe("answerClose", () => {
  it.each([
    [1000, 1000],
    [1001, 1001],
    [1005, 1000],
    [1006, 1000],
    [1015, 1000],
    [4000, 4000],
  ])("answers %i with %i", (code, answer) => {
    const close = vi.fn<(code?: number, reason?: string) => void>();
    answerClose({ close }, code, "why");
    expect(close).toHaveBeenCalledExactlyOnceWith(answer, answer === code ? "why" : "");
  });

  it("lives with a socket that is closed already", () => {
    const refuse = () => {
      throw new TypeError("Invalid state");
    };
    expect(() => answerClose({ close: refuse }, 1001, "")).not.toThrow();
  });
});

it("finds an answer late after 300 ms, and gives it up after 10 s", () => {
  const pending = new PendingAnswers();
  pending.sent("a", 0);
  pending.sent("b", 0);
  pending.answered("b");
  expect(pending.late(NUDGE_AFTER_MS - 1)).toBe(false);
  expect(pending.late(NUDGE_AFTER_MS)).toBe(true);
  expect(pending.late(10_001)).toBe(false);
  expect(pending.size).toBe(0);
});

it("holds requests in order, and the newest 500", () => {
  const held = new HeldRequests();
  for (let n = 0; n < 502; n += 1) held.hold(hangUp(`c${n}`));
  const released = held.release();
  expect(released).toHaveLength(500);
  expect(released[0]?.uri).toBe("channels/c2");
  expect(held.release()).toEqual([]);
});

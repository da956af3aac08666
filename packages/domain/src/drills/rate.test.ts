import { describe, expect, it } from "vitest";
import { PER_ORGANIZATION, PER_PHONE, refuseByRate } from "./rate.ts";

const NOW = 10_000_000;
const asked = (phoneId: string, secondsAgo: number) => ({ phoneId, at: NOW - secondsAgo * 1000 });

describe("drills that somebody asks for", () => {
  it("are one in ten minutes for a phone, and the limit says when it is free again", () => {
    expect(refuseByRate([asked("a", 100)], "a", NOW)).toEqual({
      limit: PER_PHONE.name,
      retryAfterSeconds: 500,
    });
    expect(refuseByRate([asked("a", 600)], "a", NOW)).toBeNull();
    expect(refuseByRate([asked("b", 1)], "a", NOW)).toBeNull();
  });

  it("are thirty in an hour for an organization", () => {
    const many = Array.from({ length: 30 }, (_, n) => asked(`other-${n}`, 3000 - n));
    expect(refuseByRate(many, "a", NOW)).toEqual({ limit: PER_ORGANIZATION.name, retryAfterSeconds: 600 });
    expect(refuseByRate(many.slice(1), "a", NOW)).toBeNull();
  });
});

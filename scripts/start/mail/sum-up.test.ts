import { describe, expect, it } from "vitest";

import { sumUp } from "./sum-up.ts";

const stored = { code: 250, text: "Stored as req_1" };
const later = { code: 451, text: "later" };
const refused = { code: 550, text: "No such endpoint" };

describe("one reply for all recipients", () => {
  it.each([
    ["all stored", [stored, stored], stored],
    ["one later", [refused, later, stored], later],
    ["one refused", [stored, refused], { code: 550, text: "For <b@x.example>: No such endpoint" }],
    ["none", [], { code: 451, text: expect.any(String) }],
  ])("%s", (_name, replies, reply) => {
    expect(sumUp(["a+key@x.example", "b+key@x.example", "c@x.example"], replies)).toEqual(reply);
  });

  it("of a single recipient is the reply as it is", () => {
    expect(sumUp(["a@x.example"], [refused])).toEqual(refused);
  });
});

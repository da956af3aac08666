import { describe, expect, it } from "vitest";
import { Conversation } from "./testing/conversation.ts";

const already = [
  { kind: "prompt", id: "en/already-by", words: "Already by" } as const,
  { kind: "speech", id: "n1", words: "Olena.", url: "https://audio.example/n1.wav" } as const,
];
const late = (): Conversation => {
  const call = new Conversation();
  call.heard().key("1").take();
  return call.event({
    kind: "verdict",
    verdict: { recorded: true, meaning: "acknowledge", already_by: "Olena", by_member: true, already },
  });
};

describe("a key that comes after a colleague's", () => {
  it("is answered with who it was", () => {
    const call = late();
    expect(call.take()).toEqual(["play Already by+Olena."]);
    expect(call.heard().take()).toEqual(["spoken Already by Olena. null", "hangup"]);
  });

  it("is answered without a name that does not play, once", () => {
    const call = late();
    call.take();
    expect(call.heard(true).take().at(-1)).toBe("play already");
    expect(call.heard(true).take().at(-1)).toBe("hangup");
  });
});

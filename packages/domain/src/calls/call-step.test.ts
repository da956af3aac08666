import { describe, expect, it } from "vitest";
import type { CallScript } from "./script-types.ts";
import { Conversation, testScript } from "./testing/conversation.ts";

describe("an answered call", () => {
  it("says the message and the menu, waits, and repeats", () => {
    const call = new Conversation();
    expect(call.take()).toEqual(["play message"]);
    expect(call.heard().take()).toEqual(["spoken message 20", "play menu"]);
    expect(call.heard().take()).toEqual(["spoken menu null"]);
    expect(call.wait(2.9).take()).toEqual([]);
    expect(call.wait(0.1).take()).toEqual(["play message"]);
  });

  it("hangs up after listenSeconds without a key", () => {
    const call = new Conversation();
    expect(call.wait(60).take()).toEqual(["play message", "stopPlayback", "hangup"]);
    expect(call.event({ kind: "hung_up" }).take()).toEqual(["over"]);
    expect(call.state).toMatchObject({ stage: "over", gaveUp: true, keyed: null });
    expect(call.pendingTimers).toBe(0);
  });

  it("key 1 during the message: stops it, asks, confirms, hangs up", () => {
    const call = new Conversation();
    expect(call.key("1").take()).toEqual(["play message", "stopPlayback", "key 1 acknowledge"]);
    expect(call.verdict(true, "acknowledge").take()).toEqual(["play acknowledged"]);
    expect(call.heard().take()).toEqual(["spoken acknowledged 20", "hangup"]);
    expect(call.event({ kind: "hung_up" }).take()).toEqual(["over"]);
    expect(call.state.keyed).toBe("acknowledged");
  });

  it.each([
    ["2", "escalate", "escalated"],
    ["3", "snooze", "snoozed"],
    ["6", "resolve", "resolved"],
  ] as const)("key %s is confirmed as %s", (digit, meaning, words) => {
    const call = new Conversation();
    call.key(digit).verdict(true, meaning);
    expect(call.take()).toEqual(["play message", "stopPlayback", `key ${digit} ${meaning}`, `play ${words}`]);
    expect(call.state.keyed).toBe("acknowledged");
  });

  it("says who was first", () => {
    const call = new Conversation();
    call.key("1").verdict(true, "acknowledge", "Ana");
    expect(call.take().at(-1)).toBe("play already");
  });

  it("stays up when no Desk answers in 1.5 s, and takes the key again", () => {
    const call = new Conversation();
    call.key("1").take();
    expect(call.wait(1.5).take()).toEqual(["play not-recorded"]);
    expect(call.state.keyed).toBeNull();
    expect(call.key("1").take()).toEqual(["stopPlayback", "key 1 acknowledge"]);
    expect(call.verdict(true, "acknowledge").take()).toEqual(["play acknowledged"]);
  });

  it("confirms a verdict that comes late", () => {
    const call = new Conversation();
    call.key("1").wait(2).take();
    expect(call.verdict(true, "acknowledge").take()).toEqual(["stopPlayback", "play acknowledged"]);
    expect(call.state.keyed).toBe("acknowledged");
  });

  it("says at once that a key was refused", () => {
    const call = new Conversation();
    call.key("1").take();
    expect(call.verdict(false, "acknowledge").take()).toEqual(["play not-recorded"]);
  });

  it("gives a second chance when the time ran out while a Desk was asked", () => {
    const call = new Conversation();
    call.wait(59.5).key("1").take();
    expect(call.wait(1.5).take()).toEqual(["play not-recorded"]);
    expect(call.key("1").take()).toEqual(["stopPlayback", "key 1 acknowledge"]);
  });

  it("repeats on *, helps on 0, and says when a key means nothing", () => {
    const call = new Conversation();
    call.take();
    expect(call.key("*").take()).toEqual(["stopPlayback", "key * repeat", "play message"]);
    expect(call.key("0").take()).toEqual(["stopPlayback", "key 0 help", "play help"]);
    expect(call.heard().take()).toEqual(["spoken help 20", "play menu"]);
    expect(call.key("5").take()).toEqual(["stopPlayback", "key 5 unknown", "play wrong-key"]);
    expect(call.heard().take()).toEqual(["spoken wrong-key null", "play menu"]);
  });

  it("takes 9 and then 9 as an opt-out, and a 9 alone as nothing", () => {
    const call = new Conversation();
    call.take();
    expect(call.key("9").take()).toEqual(["stopPlayback", "key 9 unknown", "play opt-out-confirm"]);
    expect(call.key("9").take()).toEqual(["stopPlayback", "key 9 opt_out"]);
    expect(call.verdict(true, "opt_out").take()).toEqual(["play opted-out"]);
    expect(call.state.keyed).toBe("opted_out");

    const other = new Conversation();
    expect(other.key("9").key("5").key("9").state.asked).toBeNull();
    expect(other.wait(16).key("9").state.asked).toBeNull();
  });

  it("knows the PagerDuty keys", () => {
    const call = new Conversation({ ...testScript, keyMap: "pagerduty" });
    call.take();
    expect(call.key("1").take()).toEqual(["stopPlayback", "key 1 unknown", "play wrong-key"]);
    expect(call.key("4").take()).toEqual(["stopPlayback", "key 4 acknowledge"]);
    const other = new Conversation({ ...testScript, keyMap: "pagerduty" });
    expect(other.key("9").key("9").state.asked).toBe("opt_out");
  });

  it("ignores keys while a Desk is asked and during the confirmation", () => {
    const call = new Conversation();
    call.key("1").take();
    expect(call.key("2").key("1").take()).toEqual([]);
    expect(call.verdict(true, "acknowledge").key("2").take()).toEqual(["play acknowledged"]);
  });
});

describe("a drill whose line an alert wants", () => {
  const { confirmations } = testScript;
  const drill: CallScript = {
    ...testScript,
    keyMap: "drill",
    confirmations: { ...confirmations, closed: [] },
  };

  it("is hung up at once: in its message, while a Desk is asked, and in its last words", () => {
    const heard = new Conversation(drill);
    expect(heard.event({ kind: "cancel" }).take()).toEqual(["play message", "stopPlayback", "hangup"]);
    const asked = new Conversation(drill);
    asked.key("1").event({ kind: "cancel" }).take();
    expect(asked.verdict(true, "acknowledge").take()).toEqual(["hangup"]);
    expect(asked.state.keyed).toBe("acknowledged");
    const thanked = new Conversation(drill);
    thanked.key("1").verdict(true, "acknowledge").take();
    expect(thanked.event({ kind: "cancel" }).take()).toEqual(["stopPlayback", "hangup"]);
  });

  it("takes 1, and no key of an alert", () => {
    const call = new Conversation(drill);
    call.take();
    expect(call.key("2").take()).toEqual(["stopPlayback", "key 2 unknown", "play wrong-key"]);
    expect(call.key("6").take()).toEqual(["stopPlayback", "key 6 unknown", "play wrong-key"]);
    expect(call.key("1").take()).toEqual(["stopPlayback", "key 1 acknowledge"]);
  });
});

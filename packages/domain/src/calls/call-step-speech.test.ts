import { describe, expect, it } from "vitest";
import { Conversation, testScript } from "./testing/conversation.ts";

describe("speech of a call", () => {
  it("falls back to prompts when the message does not play, and stays with them", () => {
    const call = new Conversation();
    call.take();
    expect(call.heard(true).take()).toEqual(["spoken message 20", "play caller+critical+details"]);
    call.heard().heard().take();
    expect(call.wait(3).take()).toEqual(["play caller+critical+details"]);
  });

  it("begins with general prompts when the answer beats the warm-up, then says the message", () => {
    const call = new Conversation(testScript, "pending");
    expect(call.take()).toEqual(["play caller+critical"]);
    call.event({ kind: "speech", ready: true });
    expect(call.heard().take()).toEqual(["spoken caller+critical 20".replace("+", " "), "play message"]);
  });

  it("waits a moment for the message, and no longer", () => {
    const call = new Conversation(testScript, "pending");
    call.heard().take();
    expect(call.wait(1).take()).toEqual([]);
    expect(call.event({ kind: "speech", ready: true }).take()).toEqual(["play message"]);

    const late = new Conversation(testScript, "pending");
    late.heard().take();
    expect(late.wait(2).take()).toEqual(["play details"]);
    late.event({ kind: "speech", ready: true }).heard().heard().take();
    expect(late.wait(3).take()).toEqual(["play message"]);
  });

  it("never asks for a message whose warm-up still runs", () => {
    const call = new Conversation(testScript, "pending");
    call.take();
    expect(call.key("*").take()).toEqual(["stopPlayback", "key * repeat", "play caller+critical+details"]);
  });

  it("uses prompts at once when the warm-up failed", () => {
    expect(new Conversation(testScript, "failed").take()).toEqual(["play caller+critical+details"]);
    const call = new Conversation(testScript, "pending");
    call.event({ kind: "speech", ready: false }).take();
    expect(call.heard().take()).toEqual(["spoken caller critical 20", "play details"]);
  });

  it("goes on when nothing can be said at all", () => {
    const silent = { ...testScript, message: [], fallback: [], menu: [] };
    const call = new Conversation(silent, "failed");
    expect(call.key("1").take()).toEqual(["key 1 acknowledge"]);
    expect(new Conversation(silent).wait(60).take()).toEqual(["hangup"]);
  });
});

describe("the end of a call", () => {
  it.each([
    ["in the message", (call: Conversation) => call],
    ["in the menu", (call: Conversation) => call.heard()],
    ["in the pause", (call: Conversation) => call.heard().heard()],
    ["in a prompt between", (call: Conversation) => call.key("5")],
    [
      "after a key that was not recorded",
      (call: Conversation) => call.key("1").verdict(false, "acknowledge"),
    ],
  ])("they hang up %s: over, without a key", (_where, before) => {
    const call = before(new Conversation());
    call.take();
    expect(call.event({ kind: "hung_up" }).take()).toEqual(["over"]);
    expect(call.state.keyed).toBeNull();
    expect(call.pendingTimers).toBe(0);
  });

  it("waits for the verdict when they press 1 and hang up at once", () => {
    const call = new Conversation();
    call.key("1").take();
    expect(call.event({ kind: "hung_up" }).take()).toEqual([]);
    expect(call.verdict(true, "acknowledge").take()).toEqual(["over"]);
    expect(call.state.keyed).toBe("acknowledged");

    const alone = new Conversation();
    alone.key("1").event({ kind: "hung_up" }).take();
    expect(alone.wait(5).take()).toEqual(["over"]);
    expect(alone.state.keyed).toBeNull();
  });

  it("keeps the acknowledgement when they hang up during its confirmation", () => {
    const call = new Conversation();
    call.key("1").verdict(true, "acknowledge").event({ kind: "hung_up" });
    expect(call.state).toMatchObject({ stage: "over", keyed: "acknowledged" });
  });

  it("says that it is no longer needed when it is withdrawn", () => {
    const call = new Conversation();
    call.take();
    expect(call.event({ kind: "cancel" }).take()).toEqual(["stopPlayback", "play closed"]);
    expect(call.heard().take()).toEqual(["spoken closed 20", "hangup"]);
  });

  it("confirms a key first when it is withdrawn while a Desk is asked", () => {
    const call = new Conversation();
    call.key("1").event({ kind: "cancel" }).take();
    expect(call.verdict(true, "acknowledge").take()).toEqual(["play acknowledged"]);

    const unanswered = new Conversation();
    unanswered.key("1").event({ kind: "cancel" }).take();
    expect(unanswered.wait(1.5).take()).toEqual(["play closed"]);
  });

  it("repeats a hang-up that shows no effect, and gives up", () => {
    const call = new Conversation();
    call.wait(60).take();
    expect(call.wait(60).take()).toEqual(["hangup", "hangup", "over"]);
  });

  it('reports words once, though Asterisk says "started" for each file of a playback', () => {
    const call = new Conversation(testScript, "pending");
    call.take();
    const playbackId = call.state.playback?.id ?? "";
    call.event({ kind: "playback_started", playbackId, at: call.now + 20 }).take();
    expect(call.event({ kind: "playback_started", playbackId, at: call.now + 900 }).take()).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { parseEvent, readChannelStates, readEndpointStates, type AriEvent } from "./parse-event.ts";

const timestamp = "2026-05-09T07:30:00.123+0000";
const at = Date.UTC(2026, 4, 9, 7, 30, 0, 123);
const channel = { id: "leg-1", state: "Up" };

describe("parseEvent", () => {
  it.each<[Record<string, unknown>, AriEvent | null]>([
    [{ type: "ApplicationRegistered" }, { type: "registered" }],
    [
      { type: "Dial", timestamp, dialstatus: "RINGING", peer: { id: "leg-1" } },
      { type: "dial", channelId: "leg-1", status: "RINGING", at },
    ],
    [
      { type: "ChannelStateChange", timestamp, channel },
      { type: "state", channelId: "leg-1", state: "Up", at },
    ],
    [
      { type: "StasisStart", timestamp, args: [], channel },
      { type: "stasis_start", channelId: "leg-1", at },
    ],
    [
      { type: "ChannelDtmfReceived", timestamp, digit: "1", channel },
      { type: "key", channelId: "leg-1", digit: "1", at, stamp: timestamp },
    ],
    [
      { type: "ChannelDestroyed", timestamp, cause: 17, tech_cause: 486, channel },
      { type: "destroyed", channelId: "leg-1", cause: 17, techCause: 486, at },
    ],
    [
      { type: "ChannelDestroyed", timestamp, cause: 16, channel },
      { type: "destroyed", channelId: "leg-1", cause: 16, techCause: null, at },
    ],
    [
      {
        type: "PlaybackFinished",
        timestamp,
        playback: { id: "leg-1-p1", state: "failed", target_uri: "channel:leg-1" },
      },
      { type: "playback", channelId: "leg-1", playbackId: "leg-1-p1", phase: "finished", failed: true, at },
    ],
    [
      { type: "RESTResponse", request_id: "ping", status_code: 200, message_body: '{"a":1}' },
      { type: "answer", requestId: "ping", status: 200, body: { a: 1 } },
    ],
    [
      { type: "RESTResponse", request_id: "", status_code: 400, message_body: "no json" },
      { type: "answer", requestId: "", status: 400, body: "no json" },
    ],
    [{ type: "ChannelVarset" }, { type: "other", name: "ChannelVarset" }],
    [{ type: "StasisStart" }, { type: "other", name: "StasisStart" }],
    [{ type: 3 }, null],
  ])("%j", (message, event) => {
    expect(parseEvent(JSON.stringify(message))).toEqual(event);
  });

  it.each(["", "{", "null", "[]", "7"])("is nothing to ARI: %j", (raw) => {
    expect(parseEvent(raw)).toBeNull();
  });
});

it("reads lists of channels and endpoints, and drops what has no name", () => {
  expect(readChannelStates([{ id: "leg-1", state: "Ring" }, { state: "Up" }])).toEqual([
    { channelId: "leg-1", state: "Ring" },
  ]);
  expect(
    readEndpointStates([
      { technology: "PJSIP", resource: "a", state: "online" },
      { technology: "Local", resource: "b", state: "online" },
      { technology: "PJSIP", resource: "c", state: "offline" },
    ]),
  ).toEqual([
    { endpoint: "a", reachable: true },
    { endpoint: "c", reachable: false },
  ]);
});

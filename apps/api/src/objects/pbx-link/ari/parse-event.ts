import { channelOfTarget } from "./ids.ts";
import { at, list, num, text, type Json } from "./read-json.ts";

/** What this link understands of Asterisk's messages. `at` is Asterisk's time, in milliseconds. */
export type AriEvent =
  | { type: "registered" }
  | { type: "answer"; requestId: string; status: number; body: Json }
  | { type: "dial"; channelId: string; status: string; at: number }
  | { type: "state"; channelId: string; state: string; at: number }
  | { type: "stasis_start"; channelId: string; at: number }
  | { type: "key"; channelId: string; digit: string; at: number; stamp: string }
  | {
      type: "playback";
      channelId: string;
      playbackId: string;
      phase: "started" | "finished";
      failed: boolean;
      at: number;
    }
  | { type: "hangup_request"; channelId: string; at: number }
  | { type: "destroyed"; channelId: string; cause: number | null; techCause: number | null; at: number }
  | { type: "other"; name: string };

/** Reads one text message. `null`: not JSON, or not an ARI message at all. */
export function parseEvent(raw: string): AriEvent | null {
  let json: Json;
  try {
    json = JSON.parse(raw) as Json;
  } catch {
    return null;
  }
  const type = text(json, "type");
  return type === null ? null : (readers[type]?.(json) ?? { type: "other", name: type });
}

const readers: Partial<Record<string, (json: Json) => AriEvent | null>> = {
  ApplicationRegistered: () => ({ type: "registered" }),
  RESTResponse: readAnswer,
  Dial: (json) =>
    forChannel(json, ["peer", "id"], (channelId) => ({
      type: "dial",
      channelId,
      status: text(json, "dialstatus") ?? "",
      at: at(json),
    })),
  ChannelStateChange: (json) =>
    forChannel(json, ["channel", "id"], (channelId) => ({
      type: "state",
      channelId,
      state: text(json, "channel", "state") ?? "",
      at: at(json),
    })),
  StasisStart: (json) =>
    forChannel(json, ["channel", "id"], (channelId) => ({ type: "stasis_start", channelId, at: at(json) })),
  ChannelDtmfReceived: (json) =>
    forChannel(json, ["channel", "id"], (channelId) => ({
      type: "key",
      channelId,
      digit: text(json, "digit") ?? "",
      at: at(json),
      stamp: text(json, "timestamp") ?? "",
    })),
  PlaybackStarted: (json) => readPlayback(json, "started"),
  PlaybackFinished: (json) => readPlayback(json, "finished"),
  ChannelHangupRequest: (json) =>
    forChannel(json, ["channel", "id"], (channelId) => ({ type: "hangup_request", channelId, at: at(json) })),
  ChannelDestroyed: (json) =>
    forChannel(json, ["channel", "id"], (channelId) => ({
      type: "destroyed",
      channelId,
      cause: num(json, "cause"),
      techCause: num(json, "tech_cause"),
      at: at(json),
    })),
};

function forChannel(json: Json, path: string[], make: (channelId: string) => AriEvent): AriEvent | null {
  const channelId = text(json, ...path);
  return channelId === null ? null : make(channelId);
}

function readAnswer(json: Json): AriEvent {
  const body = text(json, "message_body");
  return {
    type: "answer",
    requestId: text(json, "request_id") ?? "",
    status: num(json, "status_code") ?? 0,
    body: parseBody(body),
  };
}

function parseBody(body: string | null): Json {
  if (body === null || body === "") return null;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}

function readPlayback(json: Json, phase: "started" | "finished"): AriEvent | null {
  const playbackId = text(json, "playback", "id");
  const channelId = channelOfTarget(text(json, "playback", "target_uri") ?? "");
  if (playbackId === null || channelId === null) return null;
  return {
    type: "playback",
    channelId,
    playbackId,
    phase,
    failed: text(json, "playback", "state") === "failed",
    at: at(json),
  };
}

/** `GET endpoints`: SIP endpoints and whether their contact answers. */
export function readEndpointStates(body: Json): { endpoint: string; reachable: boolean }[] {
  return list(body).flatMap((item) => {
    const endpoint = text(item, "resource");
    if (endpoint === null || text(item, "technology") !== "PJSIP") return [];
    return [{ endpoint, reachable: text(item, "state") === "online" }];
  });
}

/** `GET channels`: ids and states. */
export function readChannelStates(body: Json): { channelId: string; state: string }[] {
  return list(body).flatMap((item) => {
    const channelId = text(item, "id");
    return channelId === null ? [] : [{ channelId, state: text(item, "state") ?? "" }];
  });
}

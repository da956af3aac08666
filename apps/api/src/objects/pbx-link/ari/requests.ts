import { isBrowserNumber } from "@callping/domain/numbers/browser";
import { dialString } from "@callping/domain/numbers/dial-string";
import type { TrunkDefinition } from "../../../services/fleet-definition.ts";
import type { AriRequest } from "./allow-list.ts";

/** The call's own end, if nobody controls it any more: a channel in Stasis lives for ever otherwise. */
const ABSOLUTE_BEYOND_RING_SECONDS = 75;
const E164 = /^\+[1-9]\d{6,14}$/;
const ENDPOINT = /^[A-Za-z0-9_-]{1,64}$/;
/** A name within quotes: no quote, bracket or backslash, which could end it. */
const CALLER_NAME = /^[^"<>\\]*$/;
const HEADER_VALUE = /^[\x20-\x7e]{0,128}$/;
const CHANNEL_ID = /^[A-Za-z0-9-]{1,80}$/;

export interface OriginateInput {
  channelId: string;
  legId: string;
  /** Checked by the fence: `+` and digits. */
  e164: string;
  trunk: TrunkDefinition;
  /** E.164: one of the trunk's own numbers. */
  callerId: string;
  ringSeconds: number;
}

/** Dials one number over one trunk. `null` when a part has a character that has no place in a SIP message (CR LF goes raw). */
export function originate(input: OriginateInput): AriRequest | null {
  const { channelId, legId, e164, trunk, callerId, ringSeconds } = input;
  const callerOk =
    E164.test(callerId) && HEADER_VALUE.test(trunk.callerName) && CALLER_NAME.test(trunk.callerName);
  if (
    !E164.test(e164) ||
    !ENDPOINT.test(trunk.endpoint) ||
    !CHANNEL_ID.test(channelId) ||
    !HEADER_VALUE.test(legId) ||
    !callerOk
  )
    return null;
  return {
    id: `originate:${channelId}`,
    method: "POST",
    uri: `channels/${channelId}`,
    body: {
      endpoint: endpointOf(e164, trunk),
      app: "callping",
      appArgs: `call,${channelId}`,
      callerId: `"${trunk.callerName}" <${callerId}>`,
      timeout: ringSeconds,
      formats: trunk.ringsBrowsers === true ? "opus,ulaw" : "ulaw,alaw",
      variables: {
        "PJSIP_HEADER(add,X-CallPing-Id)": legId,
        "TIMEOUT(absolute)": String(ringSeconds + ABSOLUTE_BEYOND_RING_SECONDS),
      },
    },
  };
}

/**
 * A browser phone is dialled where it registered, by its address of record: its number without the `+`, which would be
 * read as part of a pattern. Such a string names no telephone, so no trunk could carry it.
 */
function endpointOf(e164: string, trunk: TrunkDefinition): string {
  return isBrowserNumber(e164)
    ? `PJSIP/${trunk.endpoint}/${e164.slice(1)}`
    : `PJSIP/${dialString(e164, trunk.numberFormat)}@${trunk.endpoint}`;
}

/**
 * A channel that rings nobody: it only makes the PBX fetch audio. Without `formats` a Local channel takes the widest one
 * Asterisk knows, 192 kHz, and resampling silence up to it was four fifths of a PBX's CPU time under load.
 */
export function originateWarm(channelId: string): AriRequest {
  return {
    id: `warm:${channelId}`,
    method: "POST",
    uri: `channels/${channelId}`,
    body: {
      endpoint: "Local/s@warm",
      app: "callping",
      appArgs: "warm",
      timeout: 5,
      formats: "slin",
      otherChannelId: `${channelId}-b`,
      variables: { "TIMEOUT(absolute)": "20" },
    },
  };
}

export function play(channelId: string, playbackId: string, media: string[]): AriRequest {
  return {
    id: `play:${playbackId}`,
    method: "POST",
    uri: `channels/${channelId}/play/${playbackId}`,
    body: { media },
  };
}

/** Plays from beyond the end: the file is fetched, and the playback is over as soon as it is there. */
export function fetchOnly(channelId: string, playbackId: string, mediaUri: string): AriRequest {
  return { ...play(channelId, playbackId, [mediaUri]), body: { media: [mediaUri], offsetms: 3_600_000 } };
}

export function stopPlayback(playbackId: string): AriRequest {
  return { id: `stop:${playbackId}`, method: "DELETE", uri: `playbacks/${playbackId}` };
}

export function readPlayback(playbackId: string): AriRequest {
  return { id: `playback:${playbackId}`, method: "GET", uri: `playbacks/${playbackId}` };
}

export function hangUp(channelId: string): AriRequest {
  return { id: `hangup:${channelId}`, method: "DELETE", uri: `channels/${channelId}` };
}

export function readChannel(channelId: string): AriRequest {
  return { id: `channel:${channelId}`, method: "GET", uri: `channels/${channelId}` };
}

/** @param now stands in the request's id: legs placed after it are not in the answer. */
export function readChannels(now: number): AriRequest {
  return { id: `channels:${now}`, method: "GET", uri: "channels" };
}

export function readEndpoints(): AriRequest {
  return { id: "endpoints", method: "GET", uri: "endpoints" };
}

/** Without `res_ari_asterisk` there is no `asterisk/ping`; the application always exists. */
export function ping(): AriRequest {
  return { id: "ping", method: "GET", uri: "applications/callping" };
}

/** What nobody here reads: two thirds of all messages otherwise. */
const UNWANTED_EVENTS = [
  "ChannelVarset",
  "ChannelDialplan",
  "ChannelCreated",
  "ChannelCallerId",
  // "Dial" says the same of every call that is dialled.
  "ChannelStateChange",
  "ChannelConnectedLine",
  "ChannelEnteredBridge",
  "ChannelLeftBridge",
  "BridgeCreated",
  "BridgeDestroyed",
  "DeviceStateChanged",
  "PlaybackContinuing",
  "StasisEnd",
] as const;

/** The filter is forgotten when Asterisk restarts. */
export function filterEvents(): AriRequest {
  const disallowed = UNWANTED_EVENTS.map((type) => ({ type }));
  return {
    id: "setup:filter",
    method: "PUT",
    uri: "applications/callping/eventFilter",
    body: { disallowed },
  };
}

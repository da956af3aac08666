import type { CallEffect, CallEvent, CallStepResult } from "@callping/domain/calls/call-state";
import { callStep, startCall } from "@callping/domain/calls/call-step";
import { mediaOf } from "./ari/media.ts";
import { hangUp, play, stopPlayback } from "./ari/requests.ts";
import { finishLeg } from "./finish-leg.ts";
import type { Gone, Leg } from "./leg.ts";
import type { LinkParts } from "./parts.ts";

/** The phone was answered and its channel is ours: the script begins. The caller settles the leg. */
export function beginCall(parts: LinkParts, leg: Leg, at: number): void {
  const { script, state } = leg;
  if (script === null || state.call !== null) return;
  const start = { speech: state.speech, playbackPrefix: leg.channel_id, answeredAt: state.answered_at ?? at };
  run(parts, leg, at, startCall(script, start, Date.now()));
}

/**
 * One event of an answered call. The caller settles the leg.
 * @param at when it happened, on Asterisk's clock where Asterisk said it
 */
export function stepCall(parts: LinkParts, leg: Leg, event: CallEvent, at: number): void {
  const { script, state } = leg;
  if (script !== null && state.call !== null)
    run(parts, leg, at, callStep(script, state.call, event, Date.now()));
}

function run(parts: LinkParts, leg: Leg, at: number, result: CallStepResult): void {
  leg.state.call = result.state;
  // What could not even be asked for counts as a playback that failed, after the step's other effects.
  const failed = result.effects.filter((effect) => !apply(parts, leg, effect, at));
  for (const effect of failed) {
    if (effect.kind === "play")
      stepCall(parts, leg, { kind: "playback_finished", playbackId: effect.playbackId, failed: true }, at);
  }
}

/** `false`: a playback that may not be sent. */
function apply(parts: LinkParts, leg: Leg, effect: CallEffect, at: number): boolean {
  switch (effect.kind) {
    case "play": {
      const media = mediaOf(effect.audio, parts.env.AUDIO_ORIGIN);
      if (media === null)
        console.error(
          `audio of leg ${leg.leg_id} is refused; prompts take over`,
          effect.audio.map((piece) => piece.id),
        );
      else parts.socket.send(play(leg.channel_id, effect.playbackId, media));
      return media !== null;
    }
    case "stopPlayback":
      parts.socket.send(stopPlayback(effect.playbackId));
      return true;
    case "hangup":
      parts.socket.send(hangUp(leg.channel_id));
      return true;
    case "report":
      parts.outbox.add(leg, at, effect.fact);
      return true;
    case "setTimer":
      parts.timers.set(`call:${effect.timer}:${leg.leg_id}`, effect.at);
      if (!leg.state.timers.includes(effect.timer)) leg.state.timers.push(effect.timer);
      return true;
    case "clearTimer":
      if (leg.state.timers.includes(effect.timer)) parts.timers.clear(`call:${effect.timer}:${leg.leg_id}`);
      leg.state.timers = leg.state.timers.filter((timer) => timer !== effect.timer);
      return true;
    case "over":
      finishLeg(parts, leg, leg.state.gone ?? unreported(at));
      return true;
  }
}

/** Hung up several times without an answer of Asterisk: the reconcile deletes the channel if it is still there. */
function unreported(at: number): Gone {
  return { at, cause: null, tech_cause: null, originate_http_status: null, lost: true };
}

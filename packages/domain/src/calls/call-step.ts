import {
  cancelCall,
  farewellFailed,
  finish,
  hangUp,
  listenedLongEnough,
  roundIsOver,
} from "./call-ending.ts";
import { asideFinished, closeAfterVerdict, keyPressed, verdictGiven, verdictIsLate } from "./call-keys.ts";
import {
  beginFirstRound,
  messageFailed,
  openingFinished,
  pause,
  playMenu,
  speechIsLate,
  speechSettled,
} from "./call-rounds.ts";
import type { CallEvent, CallState, CallStepResult, CallTimer, SpeechState } from "./call-state.ts";
import { report, setTimer, type Turn } from "./call-turn.ts";
import type { CallScript } from "./script-types.ts";

/**
 * The first step of an answered call.
 * @param start `speech`: whether the message is on the PBX; `playbackPrefix`: unique to the leg; `answeredAt`: Asterisk's clock.
 */
export function startCall(
  script: CallScript,
  start: { speech: SpeechState; playbackPrefix: string; answeredAt: number },
  now: number,
): CallStepResult {
  const turn: Turn = { script, now, effects: [], state: initialState(start) };
  setTimer(turn, "listen", script.listenSeconds);
  beginFirstRound(turn);
  return { state: turn.state, effects: turn.effects };
}

/**
 * One step of an answered call: message, menu, repeat, until a key, a hang-up or `listenSeconds`. Total: an event that
 * does not fit (late, doubled, of a playback that was stopped) changes nothing. Only a verdict acknowledges.
 * @param now milliseconds since the epoch
 */
export function callStep(
  script: CallScript,
  state: CallState,
  event: CallEvent,
  now: number,
): CallStepResult {
  if (state.stage === "over") return { state, effects: [] };
  const turn: Turn = { script, now, effects: [], state: { ...state } };
  apply(turn, event);
  return { state: turn.state, effects: turn.effects };
}

function apply(turn: Turn, event: CallEvent): void {
  switch (event.kind) {
    case "playback_started":
      return playbackStarted(turn, event.playbackId, event.at);
    case "playback_finished":
      return playbackFinished(turn, event.playbackId, event.failed);
    case "speech":
      return speechSettled(turn, event.ready);
    case "key":
      return keyPressed(turn, event.digit);
    case "verdict":
      return verdictGiven(turn, event.verdict);
    case "timer":
      return timerFired(turn, event.timer);
    case "cancel":
      return cancelCall(turn);
    case "hung_up":
      return turn.state.stage === "deciding" ? closeAfterVerdict(turn) : hungUp(turn);
  }
}

function hungUp(turn: Turn): void {
  if (turn.state.stage !== "closing") finish(turn);
}

function playbackStarted(turn: Turn, playbackId: string, at: number): void {
  const { state } = turn;
  // Asterisk says "started" once for each file of a playback; its words are reported once.
  if (state.playback?.id !== playbackId || state.playback.reported) return;
  const { audio_ids, words } = state.playback;
  state.playback = { ...state.playback, reported: true };
  const answerToSpeech = state.spokenOnce ? null : Math.max(0, at - state.answeredAt);
  state.spokenOnce = true;
  report(turn, { kind: "spoken", audio_ids, words, answer_to_speech_ms: answerToSpeech });
}

function playbackFinished(turn: Turn, playbackId: string, failed: boolean): void {
  if (turn.state.playback?.id !== playbackId) return;
  turn.state.playback = null;
  switch (turn.state.stage) {
    case "opening":
      return openingFinished(turn);
    case "message":
      return failed ? messageFailed(turn) : playMenu(turn);
    case "fallback":
      return playMenu(turn);
    case "menu":
      return pause(turn);
    case "aside":
      return asideFinished(turn);
    case "farewell":
      return failed ? farewellFailed(turn) : hangUp(turn);
    case "awaiting":
    case "pause":
    case "deciding":
    case "ending":
    case "closing":
    case "over":
      return;
  }
}

function timerFired(turn: Turn, timer: CallTimer): void {
  switch (timer) {
    case "listen":
      return listenedLongEnough(turn);
    case "verdict":
      return verdictIsLate(turn);
    case "pause":
      return turn.state.stage === "pause" ? roundIsOver(turn) : undefined;
    case "speech":
      return speechIsLate(turn);
    case "farewell":
      return turn.state.stage === "farewell" ? hangUp(turn) : undefined;
    case "ending":
      return turn.state.stage === "ending" ? hangUp(turn) : undefined;
  }
}

function initialState(start: { speech: SpeechState; playbackPrefix: string; answeredAt: number }): CallState {
  return {
    stage: "message",
    playbackPrefix: start.playbackPrefix,
    playbacks: 0,
    playback: null,
    afterAside: "menu",
    speech: start.speech,
    answeredAt: start.answeredAt,
    spokenOnce: false,
    asked: null,
    optOutUntil: null,
    keyed: null,
    gaveUp: false,
    cancelled: false,
    timeIsUp: false,
    hangups: 0,
  };
}

import type { CallEffect, CallState, CallStepFact, CallTimer } from "./call-state.ts";
import type { Audio, CallScript } from "./script-types.ts";

/** One step while it is computed: a copy of the state to write on, and the effects so far. */
export interface Turn {
  script: CallScript;
  state: CallState;
  now: number;
  effects: CallEffect[];
}

/** Starts a playback; `false` when there is nothing to say, and the caller goes on at once. */
export function say(turn: Turn, audio: Audio[]): boolean {
  if (audio.length === 0) return false;
  const { state } = turn;
  state.playbacks += 1;
  const id = `${state.playbackPrefix}-p${state.playbacks}`;
  state.playback = {
    id,
    audio_ids: audio.map((piece) => (isSecret(piece) ? SECRET : piece.id)),
    words: audio.flatMap((piece) => (isSecret(piece) ? "•" : piece.words || [])).join(" "),
    reported: false,
  };
  turn.effects.push({ kind: "play", playbackId: id, audio });
  return true;
}

/** What stands for a digit of a code in reports: whoever reads them must not learn it. */
const SECRET = "secret";

function isSecret(piece: Audio): boolean {
  return piece.kind === "prompt" && piece.secret === true;
}

export function hush(turn: Turn): void {
  if (turn.state.playback === null) return;
  turn.effects.push({ kind: "stopPlayback", playbackId: turn.state.playback.id });
  turn.state.playback = null;
}

export function setTimer(turn: Turn, timer: CallTimer, seconds: number): void {
  turn.effects.push({ kind: "setTimer", timer, at: turn.now + seconds * 1000 });
}

export function clearTimer(turn: Turn, timer: CallTimer): void {
  turn.effects.push({ kind: "clearTimer", timer });
}

export function report(turn: Turn, fact: CallStepFact): void {
  turn.effects.push({ kind: "report", fact });
}

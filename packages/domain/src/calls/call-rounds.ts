import type { Audio } from "./script-types.ts";
import { OPENING_PROMPTS, PAUSE_SECONDS, SPEECH_WAIT_SECONDS } from "./call-limits.ts";
import { clearTimer, say, setTimer, type Turn } from "./call-turn.ts";

/** The first words: at once, whatever the state of the message is. */
export function beginFirstRound(turn: Turn): void {
  if (turn.state.speech !== "pending") return beginRound(turn);
  turn.state.stage = "opening";
  if (!say(turn, turn.script.fallback.slice(0, OPENING_PROMPTS))) awaitSpeech(turn);
}

/** The message, or what stands for it when its speech does not play; then the menu. */
export function beginRound(turn: Turn): void {
  // Speech that is still on its way is not asked for a second time: two fetches of one URL race in Asterisk's cache.
  if (turn.state.speech !== "ready") return playFallback(turn, turn.script.fallback);
  turn.state.stage = "message";
  if (!say(turn, turn.script.message)) playMenu(turn);
}

export function openingFinished(turn: Turn): void {
  if (turn.state.speech === "pending") return awaitSpeech(turn);
  if (turn.state.speech === "ready") return beginRound(turn);
  playFallback(turn, turn.script.fallback.slice(OPENING_PROMPTS));
}

/** The warm-up ended. Only a call that waits for it does something now. */
export function speechSettled(turn: Turn, ready: boolean): void {
  if (turn.state.speech !== "pending") return;
  turn.state.speech = ready ? "ready" : "failed";
  if (turn.state.stage !== "awaiting") return;
  clearTimer(turn, "speech");
  openingFinished(turn);
}

/** Too late for this round; a message that arrives later is played in the next one. */
export function speechIsLate(turn: Turn): void {
  if (turn.state.stage === "awaiting") playFallback(turn, turn.script.fallback.slice(OPENING_PROMPTS));
}

export function messageFailed(turn: Turn): void {
  turn.state.speech = "failed";
  playFallback(turn, turn.script.fallback);
}

export function playMenu(turn: Turn): void {
  turn.state.stage = "menu";
  if (!say(turn, turn.script.menu)) pause(turn);
}

export function pause(turn: Turn): void {
  turn.state.stage = "pause";
  setTimer(turn, "pause", PAUSE_SECONDS);
}

function playFallback(turn: Turn, audio: Audio[]): void {
  turn.state.stage = "fallback";
  if (!say(turn, audio)) playMenu(turn);
}

function awaitSpeech(turn: Turn): void {
  turn.state.stage = "awaiting";
  setTimer(turn, "speech", SPEECH_WAIT_SECONDS);
}

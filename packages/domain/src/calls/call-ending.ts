import type { Audio } from "./script-types.ts";
import { ENDING_SECONDS, FAREWELL_SECONDS, MAX_HANGUPS } from "./call-limits.ts";
import { beginRound } from "./call-rounds.ts";
import type { CallTimer } from "./call-state.ts";
import { clearTimer, hush, say, setTimer, type Turn } from "./call-turn.ts";

const LISTENING_TIMERS: readonly CallTimer[] = ["listen", "pause", "speech", "verdict"];

/** The last words, then the hang-up. */
export function farewell(turn: Turn, audio: Audio[]): void {
  for (const timer of LISTENING_TIMERS) clearTimer(turn, timer);
  turn.state.stage = "farewell";
  if (givesWay(turn)) hangUp(turn);
  else if (say(turn, audio)) setTimer(turn, "farewell", FAREWELL_SECONDS);
  else hangUp(turn);
}

/** A name could not be spoken: the same without it. */
export function farewellFailed(turn: Turn): void {
  const { spare = [] } = turn.state;
  delete turn.state.spare;
  if (!say(turn, spare)) hangUp(turn);
}

/** Ends the channel, and again when its end is not reported; after the last try the call is over for us. */
export function hangUp(turn: Turn): void {
  const { state } = turn;
  clearTimer(turn, "farewell");
  state.stage = "ending";
  state.playback = null;
  if (state.hangups >= MAX_HANGUPS) return finish(turn);
  state.hangups += 1;
  turn.effects.push({ kind: "hangup" });
  setTimer(turn, "ending", ENDING_SECONDS);
}

/** The listening time is up. A Desk that is being asked is waited for. */
export function listenedLongEnough(turn: Turn): void {
  const { state } = turn;
  if (state.stage === "deciding") {
    state.timeIsUp = true;
    return;
  }
  if (state.stage === "farewell" || state.stage === "ending" || state.stage === "closing") return;
  state.gaveUp = true;
  for (const timer of LISTENING_TIMERS) clearTimer(turn, timer);
  hush(turn);
  hangUp(turn);
}

/** Nobody pressed a key in the pause after a round: another one, or the end of a call that ends by itself. */
export function roundIsOver(turn: Turn): void {
  const { ending } = turn.script;
  if (ending === undefined) return beginRound(turn);
  turn.state.gaveUp = true;
  farewell(turn, ending);
}

/** Nobody need hear it any more: acknowledged elsewhere, over, silenced. Say so and hang up. A key that is being recorded is confirmed first. */
export function cancelCall(turn: Turn): void {
  const { state } = turn;
  if (state.stage === "ending" || state.stage === "closing") return;
  if (state.stage === "farewell" && !leavesAtOnce(turn)) return;
  state.cancelled = true;
  if (state.stage === "deciding") return;
  hush(turn);
  farewell(turn, turn.script.confirmations.closed);
}

/** A call of no alert that is withdrawn has an alert behind it, which no last word may hold back. */
function givesWay(turn: Turn): boolean {
  return turn.state.cancelled && leavesAtOnce(turn);
}

function leavesAtOnce({ script: { keyMap } }: Turn): boolean {
  return keyMap !== "default" && keyMap !== "pagerduty";
}

export function finish(turn: Turn): void {
  const { state } = turn;
  for (const timer of [...LISTENING_TIMERS, "farewell", "ending"] as const) clearTimer(turn, timer);
  state.stage = "over";
  state.playback = null;
  turn.effects.push({ kind: "over" });
}

import type { Audio } from "./script-types.ts";
import { farewell } from "./call-ending.ts";
import { CLOSING_SECONDS, OPT_OUT_SECONDS, SECOND_CHANCE_SECONDS, VERDICT_SECONDS } from "./call-limits.ts";
import { beginRound, pause, playMenu } from "./call-rounds.ts";
import type { Verdict } from "./call-state.ts";
import { clearTimer, hush, report, say, setTimer, type Turn } from "./call-turn.ts";
import { meaningOfKey, type AskingMeaning, type KeyMeaning } from "./keys.ts";

/** Somebody pressed a key. While a Desk is asked, or after that, further keys change nothing and are not reported. */
export function keyPressed(turn: Turn, digit: string): void {
  const { state, script } = turn;
  if (!isListening(turn)) return;
  const meaning = meaningOfKey(script.keyMap, digit);
  const confirmsOptOut = meaning === "opt_out" && state.optOutUntil !== null && turn.now < state.optOutUntil;
  state.optOutUntil = null;
  hush(turn);
  clearTimer(turn, "pause");
  clearTimer(turn, "speech");
  switch (meaning) {
    case "acknowledge":
    case "escalate":
    case "snooze":
    case "resolve":
    case "refuse":
      return ask(turn, digit, meaning);
    case "opt_out":
      return confirmsOptOut ? ask(turn, digit, meaning) : firstNine(turn, digit);
    case "repeat":
      report(turn, { kind: "key", digit, meaning });
      return beginRound(turn);
    case "help":
      report(turn, { kind: "key", digit, meaning });
      return aside(turn, script.confirmations.help, "menu");
    case "unknown":
      report(turn, { kind: "key", digit, meaning });
      return aside(turn, script.confirmations.wrongKey, "menu");
  }
}

/** A Desk answered. A late verdict counts too: what it recorded is confirmed, never forgotten. */
export function verdictGiven(turn: Turn, verdict: Verdict): void {
  const { state } = turn;
  if (state.asked === null || state.keyed !== null || state.stage === "over") return;
  if (verdict.recorded) state.keyed = verdict.meaning === "opt_out" ? "opted_out" : "acknowledged";
  if (state.stage === "closing") return finishClosing(turn);
  if (state.stage === "farewell" || state.stage === "ending") return;
  const settles = verdict.recorded || verdict.already_by !== null;
  // They were told "not recorded" already, when the time ran out.
  if (!settles && state.stage !== "deciding") return;
  clearTimer(turn, "verdict");
  clearTimer(turn, "pause");
  hush(turn);
  if (verdict.already_by !== null) {
    state.gaveUp = !verdict.recorded;
    const generic = turn.script.confirmations.alreadyAcknowledged;
    if (verdict.already !== undefined) state.spare = generic;
    return farewell(turn, verdict.already ?? generic);
  }
  if (!settles) return notRecorded(turn);
  farewell(turn, confirmationOf(turn, verdict.meaning));
}

/** No Desk answered in time. The call stays up: the key can be pressed again. */
export function verdictIsLate(turn: Turn): void {
  if (turn.state.stage === "closing") finishClosing(turn);
  else if (turn.state.stage === "deciding") notRecorded(turn);
}

/** They pressed a key and hung up before the verdict: the key still counts when the Desk has recorded it. */
export function closeAfterVerdict(turn: Turn): void {
  turn.state.stage = "closing";
  turn.state.playback = null;
  clearTimer(turn, "listen");
  setTimer(turn, "verdict", CLOSING_SECONDS);
}

export function asideFinished(turn: Turn): void {
  if (turn.state.afterAside === "menu") playMenu(turn);
  else pause(turn);
}

function ask(turn: Turn, digit: string, meaning: AskingMeaning): void {
  turn.state.asked = meaning;
  turn.state.stage = "deciding";
  report(turn, { kind: "key", digit, meaning });
  setTimer(turn, "verdict", VERDICT_SECONDS);
}

/** Reported as `unknown`: it asks nothing of a Desk yet. */
function firstNine(turn: Turn, digit: string): void {
  turn.state.optOutUntil = turn.now + OPT_OUT_SECONDS * 1000;
  report(turn, { kind: "key", digit, meaning: "unknown" });
  aside(turn, turn.script.confirmations.optOutConfirm, "pause");
}

function notRecorded(turn: Turn): void {
  if (turn.state.cancelled) return farewell(turn, turn.script.confirmations.closed);
  if (turn.state.timeIsUp) {
    turn.state.timeIsUp = false;
    setTimer(turn, "listen", SECOND_CHANCE_SECONDS);
  }
  aside(turn, turn.script.confirmations.notRecorded, "pause");
}

function aside(turn: Turn, audio: Audio[], then: "menu" | "pause"): void {
  turn.state.stage = "aside";
  turn.state.afterAside = then;
  if (!say(turn, audio)) asideFinished(turn);
}

function finishClosing(turn: Turn): void {
  turn.state.stage = "over";
  clearTimer(turn, "verdict");
  turn.effects.push({ kind: "over" });
}

function confirmationOf(turn: Turn, meaning: KeyMeaning): Audio[] {
  const { confirmations } = turn.script;
  switch (meaning) {
    case "escalate":
      return confirmations.escalated;
    case "snooze":
      return confirmations.snoozed;
    case "resolve":
      return confirmations.resolved;
    case "opt_out":
      return confirmations.optedOut;
    case "refuse":
      return confirmations.refused ?? confirmations.acknowledged;
    case "acknowledge":
    case "repeat":
    case "help":
    case "unknown":
      return confirmations.acknowledged;
  }
}

function isListening(turn: Turn): boolean {
  switch (turn.state.stage) {
    case "opening":
    case "awaiting":
    case "message":
    case "fallback":
    case "menu":
    case "pause":
    case "aside":
      return true;
    case "deciding":
    case "farewell":
    case "ending":
    case "closing":
    case "over":
      return false;
  }
}

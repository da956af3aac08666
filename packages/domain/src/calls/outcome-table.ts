import type { Outcome } from "./outcomes.ts";

/** Codes that mean the same whatever came before. SIP: RFC 3261 §21; 607: RFC 8197; 608: RFC 8688. */
const SIP_OUTCOMES: ReadonlyMap<number, Outcome> = new Map([
  ...same("busy", 486, 600),
  ...same("rejected", 603, 607, 608),
  ...same("bad_number", 404, 410, 484, 485, 604, 416),
  ...same("trunk_auth", 401, 407),
  ...same("trunk_refused", 402, 403),
  ...same("trunk_codec", 488, 606),
  ...same("no_answer", 487),
]);

/** ITU-T Q.850 causes, for the rare end without a SIP code. */
const CAUSE_OUTCOMES: ReadonlyMap<number, Outcome> = new Map([
  ...same("busy", 17),
  ...same("no_answer", 20),
  ...same("rejected", 21),
  ...same("bad_number", 1, 22, 28),
  ...same("trunk_codec", 58, 65, 88),
  ...same("trunk_error", 3, 23, 27, 29, 34, 38, 41, 42, 44, 102, 111, 127),
]);

/** The outcome of an unanswered leg by the SIP code of its final answer. */
export function outcomeOfSipCode(code: number, seen: { rang: boolean; hangupRequested: boolean }): Outcome {
  const fixed = SIP_OUTCOMES.get(code);
  if (fixed !== undefined) return fixed;
  // 480 from the network is a telephone that is off. The PBX's own ring timeout looks the same but for the request.
  if (code === 480) return seen.rang || seen.hangupRequested ? "no_answer" : "trunk_silent";
  // 408 without a ring is timer B: the trunk never answered the INVITE.
  if (code === 408) return seen.rang ? "no_answer" : "trunk_silent";
  if (code >= 600) return "rejected";
  return "trunk_error";
}

/** The outcome of an unanswered leg by Q.850 cause, when no SIP code is known. */
export function outcomeOfCause(cause: number, rang: boolean): Outcome {
  if (cause === 18 || cause === 19) return rang ? "no_answer" : "trunk_silent";
  return CAUSE_OUTCOMES.get(cause) ?? "failed";
}

function same(outcome: Outcome, ...codes: number[]): [number, Outcome][] {
  return codes.map((code) => [code, outcome]);
}

import type { CallFact } from "../events.ts";
import type { Outcome } from "../../calls/outcomes.ts";

/** One thing a PhoneLine tells, so many seconds after the attempt was handed to it. */
export interface Told {
  afterSeconds: number;
  /** `forgotten`: the PhoneLine knows nothing of the attempt any more. */
  fact: CallFact | "forgotten";
}

/** An attempt as the simulated PhoneLine sees it. */
export interface Dialled {
  attemptId: string;
  callId: string;
  /** The person's short name: `ann`. */
  who: string;
  /** How often this person was dialled, this time included. */
  times: number;
}

/** What becomes of each attempt. */
export type Calls = (dialled: Dialled) => readonly Told[];

const leg = (
  dialled: Dialled,
): { attempt_id: string; call_id: string; leg_id: string; pbx_id: string; trunk_id: string } => ({
  attempt_id: dialled.attemptId,
  call_id: dialled.callId,
  leg_id: `leg_${dialled.attemptId}`,
  pbx_id: "pbx-1",
  trunk_id: "trunk-1",
});

export function ringing(dialled: Dialled, afterSeconds = 1): Told {
  return {
    afterSeconds,
    fact: { kind: "note", fact: { kind: "ringing", data: { ...leg(dialled), early_media: false } } },
  };
}

export function answered(dialled: Dialled, afterSeconds: number): Told {
  return {
    afterSeconds,
    fact: {
      kind: "note",
      fact: { kind: "answered", data: { ...leg(dialled), ring_ms: afterSeconds * 1000 } },
    },
  };
}

export function ended(outcome: Outcome, afterSeconds: number): Told {
  return { afterSeconds, fact: { kind: "ended", outcome, sipCode: null, cause: null, durationMs: 0 } };
}

export function held(reason: Extract<CallFact, { kind: "held" }>["reason"], afterSeconds = 0): Told {
  return { afterSeconds, fact: { kind: "held", reason, until: null } };
}

export function key(meaning: string, afterSeconds: number): Told {
  return { afterSeconds, fact: { kind: "key", digit: "1", meaning } };
}

/** Outcomes of a telephone that never rang: the trunk, the number or CallPing itself was in the way. */
const WITHOUT_RINGING: ReadonlySet<Outcome> = new Set<Outcome>([
  "bad_number",
  "no_permitted_route",
  "failed",
  "lost",
  "cancelled",
]);

/** Rings and ends in an outcome, 25 s after the dial unless said. */
export function ends(outcome: Outcome, afterSeconds = 25): Calls {
  const rings = !WITHOUT_RINGING.has(outcome) && !outcome.startsWith("trunk_");
  return (dialled) => [...(rings ? [ringing(dialled)] : []), ended(outcome, afterSeconds)];
}

/** Answers after 5 s, presses a key at `atSeconds`, and the call ends 4 s later as such a call ends. */
export function presses(
  meaning: "acknowledge" | "escalate" | "snooze" | "resolve" | "opt_out",
  atSeconds = 10,
): Calls {
  const outcomes: Record<typeof meaning, Outcome> = {
    acknowledge: "acknowledged",
    opt_out: "opted_out",
    escalate: "hung_up",
    snooze: "hung_up",
    resolve: "hung_up",
  };
  return (dialled) => [
    ringing(dialled),
    answered(dialled, 5),
    key(meaning, atSeconds),
    ended(outcomes[meaning], atSeconds + 4),
  ];
}

/** The PhoneLine has taken the attempt and never says anything of it. */
export const silence: Calls = () => [];

/** The first call goes as the first entry says, and so on; the last one goes on for ever. */
export function inTurn(...calls: readonly Calls[]): Calls {
  return (dialled) => (calls[dialled.times - 1] ?? calls[calls.length - 1] ?? silence)(dialled);
}

/** Each person's calls; nobody named here answers. */
export function perPerson(calls: Readonly<Record<string, Calls>>): Calls {
  return (dialled) => (calls[dialled.who] ?? ends("no_answer"))(dialled);
}

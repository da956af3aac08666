import type { CallState, CallTimer, SpeechState } from "@callping/domain/calls/call-state";
import type { CallPhase, Outcome } from "@callping/domain/calls/outcomes";
import type { CallScript } from "@callping/domain/calls/script-types";

/** One originate: a row of the ledger. */
export interface Leg {
  readonly leg_id: string;
  /** The ARI channel id: the leg's id in the letters that ARI takes. */
  readonly channel_id: string;
  readonly call_id: string;
  readonly line: string;
  readonly trunk_id: string;
  readonly ring_seconds: number;
  readonly created_at: number;
  /** `null` once the leg has ended. */
  script: CallScript | null;
  state: LegState;
}

/** What changes as the leg goes on. JSON, written whole at every event. */
export interface LegState {
  phase: CallPhase | "ended";
  /** Sequence of the last report. */
  seq: number;
  rang: boolean;
  /** On Asterisk's clock, as `CallState.answeredAt` is. */
  answered_at: number | null;
  hangup_requested: boolean;
  cancelled: boolean;
  /** Withdrawn by this object itself: no sign came, and the trunk does not answer OPTIONS. */
  given_up_silent?: true;
  speech: SpeechState;
  warm: Warm | null;
  /** Warm-ups that failed; missing when none has. */
  warm_ups_failed?: number;
  call: CallState | null;
  /** Call timers that stand in the timers table. */
  timers: CallTimer[];
  /** Time and digit of the last key: a key is taken once even if the object slept between the two copies. */
  last_key: string | null;
  gone: Gone | null;
  end: { outcome: Outcome; sip_code: number | null; cause: number | null } | null;
}

/** The channel that fetches the message onto the PBX while the phone rings. */
export interface Warm {
  channel_id: string;
  urls: string[];
  left: number;
}

/** How the channel went away. */
export interface Gone {
  at: number;
  cause: number | null;
  tech_cause: number | null;
  originate_http_status: number | null;
  lost: boolean;
}

export function newLegState(speech: SpeechState): LegState {
  return {
    phase: "initiated",
    seq: 0,
    rang: false,
    answered_at: null,
    hangup_requested: false,
    cancelled: false,
    speech,
    warm: null,
    call: null,
    timers: [],
    last_key: null,
    gone: null,
    end: null,
  };
}

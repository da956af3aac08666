import type { HoldReason } from "@callping/contract/timeline";
import type { CallPhase, Outcome } from "@callping/domain/calls/outcomes";
import type { AttemptOrder, LegRef } from "../protocol.ts";

export type AttemptState = "waiting" | "live" | "ended";

/** An attempt that a Desk handed over; kept for a day after its end, so that a repeat is recognised. */
export interface AttemptRow {
  attempt_id: string;
  number: string;
  state: AttemptState;
  call_id: string | null;
  hold: HoldReason | null;
  not_before: number;
  outcome: Outcome | null;
  order: AttemptOrder;
}

export type CallPhaseOrEnd = CallPhase | "ended";

/** One call to one number; the columns of the leg are those of its latest leg. */
export interface CallRow {
  call_id: string;
  number: string;
  organization_id: string;
  phase: CallPhaseOrEnd;
  leg_id: string | null;
  pbx_id: string | null;
  trunk_id: string | null;
  /** `placing` until the PbxLink has answered: a repeat goes to the same PBX. `silenced`: cancelled for its silence. */
  leg_state: "placing" | "placed" | "silenced" | "ended" | null;
  leg_seq: number;
  /** Routes that failed, in order. `refused`: its PBX was away, draining or, `full`, has all it may carry: nothing was dialled. */
  tried: { pbx_id: string; trunk_id: string; refused?: true; full?: true }[];
  last_failure: { outcome: Outcome; sip_code: number | null; cause: number | null } | null;
  seq: number;
  /** 1 once its last attempt was withdrawn: whatever ends it now, no other route is tried. */
  stopping: 0 | 1;
  started_at: number;
  placed_at: number | null;
  ringing_at: number | null;
  answered_at: number | null;
}

/** Whether a call for these attempts only tests the phone. */
export function isDrill(attempts: readonly AttemptRow[]): boolean {
  return attempts.length > 0 && attempts.every(({ order }) => order.drill === true);
}

/** Whether a call for these attempts may leave by PBXs in the EU and the EEA only. */
export function isEuOnly(attempts: readonly AttemptRow[]): boolean {
  return attempts.some(({ order }) => order.eu_only === true);
}

/** The leg that dials now, or null when none was chosen yet. */
export function legOf(call: CallRow): LegRef | null {
  if (call.leg_id === null || call.pbx_id === null || call.trunk_id === null) return null;
  return { leg_id: call.leg_id, pbx_id: call.pbx_id, trunk_id: call.trunk_id };
}

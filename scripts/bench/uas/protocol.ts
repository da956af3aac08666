/** How every handset behaves. */
export interface Behaviour {
  /** From the INVITE to the 200 OK. */
  ringMs: number;
  /** From the answer to the key 1. */
  keyAfterMs: number;
  /** From the key to the BYE, if the other side has not hung up by then. */
  hangUpAfterKeyMs: number;
}

/**
 * What a trunk does with what comes from one PBX. `refuses`: 503 for every other INVITE. `swallows`: 100 and nothing
 * more. `mute`: no answer to anything, OPTIONS included.
 */
export type Treatment = "well" | "refuses" | "swallows" | "mute";

/** One call as the wire showed it. Times are of the machine's monotonic clock, in milliseconds; null: it never came. */
export interface UasCallRecord {
  callId: string;
  number: string;
  /** Address of the PBX. */
  from: string;
  /** The leg's id, as the INVITE carries it. */
  legId: string;
  /** The final answer other than 200. */
  refused: number | null;
  invitedAt: number;
  answeredAt: number | null;
  firstPacketAt: number | null;
  firstAudibleAt: number | null;
  packets: number;
  /** Packets of audio that never came, and the longest wait for the next one within one piece of audio. */
  lostPackets: number;
  longestGapMs: number;
  endedAt: number | null;
}

export type ToUas =
  | { type: "behave"; behaviour: Behaviour }
  | { type: "treat"; from: string; treatment: Treatment }
  /** Answered by `counts`. */
  | { type: "count" };

export type FromUas =
  | { type: "listening" }
  /** Each call is told twice: when it came and when it ended. */
  | { type: "calls"; calls: UasCallRecord[] }
  | { type: "counts"; sip: number; rtp: number; cpuMs: number };

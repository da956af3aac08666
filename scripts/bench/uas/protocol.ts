/** How every handset behaves. */
export interface Behaviour {
  /** From the INVITE to the 200 OK. */
  ringMs: number;
  /** From the answer to the key 1. */
  keyAfterMs: number;
  /** From the key to the BYE, if the other side has not hung up by then. */
  hangUpAfterKeyMs: number;
}

/** One call as the wire showed it. Times are of the machine's monotonic clock, in milliseconds; null: it never came. */
export interface UasCallRecord {
  callId: string;
  number: string;
  /** Address of the PBX. */
  from: string;
  invitedAt: number;
  answeredAt: number | null;
  firstPacketAt: number | null;
  firstAudibleAt: number | null;
  packets: number;
  endedAt: number | null;
}

export type ToUas =
  | { type: "behave"; behaviour: Behaviour }
  /** Answered by `counts`. */
  | { type: "count" };

export type FromUas =
  | { type: "listening" }
  /** Each call is told twice: when it came and when it ended. */
  | { type: "calls"; calls: UasCallRecord[] }
  | { type: "counts"; sip: number; rtp: number; cpuMs: number };

/** The scope of whoever wants no call of anybody's; any other scope is an organization's id. */
export const PLATFORM = "*";

/** Who asked for it: 9 and 9 in a call, the public page after a code call, or an operator. */
export type SuppressionSource = "call" | "page" | "operator";

/** Stops calls to a number, or lets them be made again. */
export interface SuppressionOrder {
  number: string;
  /** An organization's id, or `PLATFORM`. */
  scope: string;
  active: boolean;
  how: SuppressionSource;
  /** The operator's name; `null`: the number's holder. */
  by: string | null;
  reason: string | null;
  /** The call that it was said in. */
  call_id: string | null;
  /** Changes nothing when the line has ever heard of this scope: what it knows is newer. */
  unless_known?: true;
}

/**
 * A suppression as lines and D1 keep it, after any erasure: never the number. What was lifted stays, switched off:
 * `version` grows with each change, so that the older one is known on both sides.
 */
export interface SuppressionRecord {
  /** Hex, see `numberDigest`. */
  digest: string;
  scope: string;
  active: boolean;
  version: number;
  how: SuppressionSource;
  by: string | null;
  reason: string | null;
  call_id: string | null;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface SuppressionRpc {
  /** Durable when it answers, and nothing rings any more by then. `changed`: it was not so before. */
  suppress(order: SuppressionOrder): Promise<{ changed: boolean; record: SuppressionRecord | null }>;
  /** What the line keeps of a number. */
  suppressionsOf(digest: string): Promise<SuppressionRecord[]>;
  /** What D1 has: the line takes what is newer than its own, and answers with its own that are newer. */
  learnSuppressions(records: SuppressionRecord[]): Promise<SuppressionRecord[]>;
}

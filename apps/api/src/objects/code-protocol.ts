import type { CodePurpose } from "@callping/domain/calls/code-script";
import type { CodeCall } from "@callping/domain/code-calls/code-call";
import type { Outcome } from "@callping/domain/calls/outcomes";

/** A code call as it stands; the rest of its row in D1 was written when it was ordered. */
export interface CodeCallRecord {
  id: string;
  version: number;
  /** In full: an agreement holds only for the number that was rung. Not stored in D1. */
  number: string;
  state: CodeCall["state"];
  result: CodeCall["result"];
  outcome: Outcome | null;
  call_id: string | null;
  ended_at: string | null;
  /** What was agreed to, and when; only with `agreed`. */
  agreed: { at: string; wording_version: number; language: string; wording: string } | null;
}
/** Orders a call that speaks a code, or asks for an agreement. Whoever orders it has checked number, hours and limits. */
export interface CodeCallRequest {
  id: string;
  purpose: CodePurpose;
  number: string;
  language: string;
  /** Empty for the platform's own errands. */
  phone_id: string;
  owner_id: string;
  label: string;
}
export type CodeCallRequested = { ok: true } | { ok: false; reason: "objected" };

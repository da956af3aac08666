import { splitCallingCode } from "../numbers/calling-code.ts";
import { type Tier, tierOf } from "../numbers/tier.ts";

/** Digits of the national number that tell one range from another: ranges that are pumped are rented by the block. */
const NATIONAL_DIGITS = 3;
export const VELOCITY_WINDOW_MS = 3600 * 1000;

/** Calls to new numbers of one prefix within an hour, of all organizations together. */
export const VELOCITY_LIMITS: Record<Tier, number> = { A: 500, B: 100, C: 25, X: 0 };
/** So many of these an organization always has for itself: others' calls never hold back its own. */
export const OWN_SHARE = 20;

/** A call to a number that is new to its organization: `key` is the same for every route that it tries. */
export interface NewCall {
  key: string;
  organizationId: string;
  at: number;
}

/** The first digits of a number by which calls are counted: the calling code and three more. */
export function prefixOf(e164: string): string {
  const parts = splitCallingCode(e164);
  return parts === null ? e164 : `+${parts.callingCode}${parts.national.slice(0, NATIONAL_DIGITS)}`;
}

/**
 * Whether a call to a new number may go, and what is known of its prefix after it. A call that was let through once is
 * not counted again. Pure.
 */
export function admitCall(
  known: readonly NewCall[],
  call: NewCall,
  region: string,
): { ok: boolean; known: NewCall[] } {
  const recent = known.filter(({ at }) => at > call.at - VELOCITY_WINDOW_MS);
  if (recent.some(({ key }) => key === call.key)) return { ok: true, known: recent };
  const own = recent.filter(({ organizationId }) => organizationId === call.organizationId).length;
  const limit = VELOCITY_LIMITS[tierOf(region)];
  const ok = recent.length < limit || own < Math.min(OWN_SHARE, limit);
  return { ok, known: ok ? [...recent, call] : recent };
}

import { type CallableNumber, checkNumber, type NumberContext } from "../numbers/check-number.ts";
import type { RefusalReason } from "../numbers/refusals.ts";
import { whyCountryIsOff } from "./country.ts";
import { stopped, type StopReason } from "./stop.ts";

export type Uncallable = { ok: false; error: { reason: RefusalReason | StopReason; message: string } };

/**
 * Whether an organization may call a number: the safety net, and then its countries. The same when a number is saved,
 * when a plan is looked at and when a call begins.
 * @param countries what is switched on for the organization; see `whyCountryIsOff`
 */
export function checkCallable(
  number: string,
  context: NumberContext,
  countries: readonly string[] | undefined,
): CallableNumber | Uncallable {
  const checked = checkNumber(number, context);
  if (!checked.ok) return checked;
  const off = whyCountryIsOff(checked, countries);
  return off === null ? checked : { ok: false, error: stopped(off) };
}

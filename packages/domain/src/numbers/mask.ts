import { splitCallingCode } from "./calling-code.ts";

const HIDDEN = "••••••";

/**
 * A number as logs, timelines and other people may see it: calling code and last two digits, `+380••••••67`.
 * The number of dots is fixed, so that they tell nothing of the length. Anything that is no number is hidden whole.
 */
export function maskNumber(e164: string): string {
  const parts = /^\+[0-9]{7,15}$/.test(e164) ? splitCallingCode(e164) : null;
  return parts === null ? HIDDEN : `+${parts.callingCode}${HIDDEN}${parts.national.slice(-2)}`;
}

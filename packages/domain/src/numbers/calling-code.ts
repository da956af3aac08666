import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js/max";
import { RESERVED_CODES } from "./tables/reserved-codes.ts";

const CALLING_CODES: ReadonlySet<string> = new Set<string>([
  ...getCountries().map((country) => getCountryCallingCode(country)),
  ...RESERVED_CODES,
]);

/**
 * Splits `+` and E.164 digits into calling code and national part. Calling codes are prefix-free (ITU-T E.164),
 * so the first match is the only one. `null` for a code nobody has.
 */
export function splitCallingCode(e164: string): { callingCode: string; national: string } | null {
  for (const length of [1, 2, 3]) {
    const callingCode = e164.slice(1, 1 + length);
    if (CALLING_CODES.has(callingCode)) return { callingCode, national: e164.slice(1 + length) };
  }
  return null;
}

/** The calling code of an ISO region that numbers are of (`isRegion`), without its plus. */
export function callingCodeOf(region: string): string {
  return getCountryCallingCode(region as CountryCode);
}

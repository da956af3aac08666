import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { callingCodeOf } from "./calling-code.ts";
import { type CallableNumber, checkNumber, type NumberContext } from "./check-number.ts";
import { isEmergencyNumber, isShortCode } from "./is-emergency-number.ts";
import { isRegion } from "./is-region.ts";
import { stripFormatting } from "./parse-syntax.ts";
import { type Refusal, refuse } from "./refusals.ts";

const NATIONAL = /^[0-9]{1,20}$/;

/**
 * Checks a number as a person typed it: with `+`, or the way it is dialled within a region, whose rules say which of its
 * first digits are dialled and not part of it. What it is then is `checkNumber`'s to say.
 * @param region ISO 3166-1; without one only the international form is understood
 */
export function checkTypedNumber(
  input: string,
  region: string | undefined,
  context: NumberContext,
): CallableNumber | Refusal {
  const digits = stripFormatting(input);
  if (region === undefined || digits === null || !NATIONAL.test(digits) || !isRegion(region))
    return checkNumber(input, context);
  const callingCode = callingCodeOf(region);
  // As it stands: the zero before a national number makes 0112 no other number than 112 where somebody dials it.
  if (isEmergencyNumber(callingCode, digits)) return refuse("emergency_number");
  if (isShortCode(callingCode, digits)) return refuse("short_code");
  const number = parsePhoneNumberFromString(digits, {
    defaultCountry: region as CountryCode,
    extract: false,
  });
  return number === undefined ? refuse("invalid_number") : checkNumber(number.number, context);
}

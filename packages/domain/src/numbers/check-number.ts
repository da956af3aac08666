import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { BROWSER_REGION, isBrowserNumber } from "./browser.ts";
import { DEFAULT_POLICY, type NumberPolicy } from "./policy.ts";
import { Recent } from "../recent.ts";
import { splitCallingCode } from "./calling-code.ts";
import type { CallableType } from "./check-type.ts";
import { checkType } from "./check-type.ts";
import { isFictionNumber } from "./fiction.ts";
import { isServiceNumber } from "./is-service-number.ts";
import { isEmergencyNumber, isShortCode } from "./is-emergency-number.ts";
import { parseSyntax } from "./parse-syntax.ts";
import type { Refusal } from "./refusals.ts";
import { refuse } from "./refusals.ts";
import { DENY_PREFIXES } from "./tables/deny-prefixes.ts";
import { RESERVED_CODES } from "./tables/reserved-codes.ts";
import { type Tier, tierOf } from "./tier.ts";

/** The operators' lists are those of an installation that never changed them where none are given. */
export interface NumberContext extends Partial<NumberPolicy> {
  /** Only where the trunk is the local carrier: numbers reserved for fiction reach nobody on a real one. */
  fictionAllowed: boolean;
  /** Only where a browser phone may be rung: elsewhere its number is refused as a reserved one. */
  browserAllowed?: boolean;
}

export interface CallableNumber {
  ok: true;
  /** The only form that is ever dialled. */
  e164: string;
  /** ISO 3166-1 region; +1 alone is 25 of them. `ZZ` of a browser phone. */
  region: string;
  type: CallableType;
  /** Who may switch its country on; a browser phone, which costs nothing, is of the first. */
  tier: Exclude<Tier, "X">;
  fiction: boolean;
}

/**
 * The number safety net: one function for saving, for every call and for the PBX link. Pure, never throws, fails closed:
 * what is not known to be an ordinary telephone is refused with a stable reason and an English sentence. The order of its
 * steps is the policy's (docs/numbers.md): the first that refuses says why.
 */
export function checkNumber(input: string, context: NumberContext): CallableNumber | Refusal {
  const e164 = parseSyntax(input);
  if (e164 === null) return refuse("invalid_syntax");
  if (context.browserAllowed === true && isBrowserNumber(e164))
    return { ok: true, e164, region: BROWSER_REGION, type: "VOIP", tier: "A", fiction: false };
  return checkLists(e164, context) ?? checkWithLibrary(e164, context);
}

function checkLists(e164: string, context: NumberContext): Refusal | null {
  const parts = splitCallingCode(e164);
  if (parts === null) return refuse("reserved_calling_code");
  const { callingCode, national } = parts;
  if (isEmergencyNumber(callingCode, national)) return refuse("emergency_number");
  if (isShortCode(callingCode, national)) return refuse("short_code");
  if (RESERVED_CODES.has(callingCode)) return refuse("reserved_calling_code");
  if (isFictionNumber(e164)) return context.fictionAllowed ? null : refuse("fiction_number");
  if (isServiceNumber(callingCode, national)) return refuse("service_number");
  const startsWith = (prefix: string): boolean => e164.startsWith(prefix);
  if (DENY_PREFIXES.some(startsWith)) return refuse("denied_prefix");
  if (context.denyPrefixes?.some(startsWith) === true) return refuse("denied_prefix");
  return null;
}

function checkWithLibrary(e164: string, context: NumberContext): CallableNumber | Refusal {
  const found = libraryFinds.get(e164) ?? askLibrary(e164);
  libraryFinds.set(e164, found);
  if ("refusal" in found) return refuse(found.refusal);
  const { region } = found;
  const verdict = checkType(found.type, region);
  if (!verdict.ok) return refuse(verdict.reason);
  const tier = tierOf(region);
  if (tier === "X") return refuse("region_never_called");
  if ((context.regionsNeverCalled ?? DEFAULT_POLICY.regionsNeverCalled).includes(region))
    return refuse("region_never_called");
  return { ok: true, e164, region, type: verdict.type, tier, fiction: isFictionNumber(e164) };
}

/** What the library says depends on the number alone: one is asked about for every call, at three places. */
const libraryFinds = new Recent<string, LibraryFind>(1024);

type LibraryFind =
  | { region: string; type: Parameters<typeof checkType>[0] }
  | { refusal: "invalid_number" | "not_canonical" };

function askLibrary(e164: string): LibraryFind {
  const number = parsePhoneNumberFromString(e164, { extract: false });
  const region = number?.country;
  // With the full metadata a number is valid exactly when it has a type: `isValid()` would work it out twice.
  const type = number?.getType();
  if (number === undefined || region === undefined || type === undefined)
    return { refusal: "invalid_number" };
  return number.number === e164 ? { region, type } : { refusal: "not_canonical" };
}

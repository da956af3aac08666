import { FULL_LENGTH_EMERGENCY } from "./tables/deny-prefixes.ts";
import { SHORT_CODES, SHORT_NUMBERS, SHORT_PATTERNS } from "./tables/short-numbers.ts";

/** Emergency numbers that handsets know in any network (3GPP TS 22.101, section 10.1.1). */
const ANY_NETWORK = "000 08 110 112 118 119 911 999";

const withoutZeros = (national: string): string => national.replace(/^0+(?=\d)/, "");

const setsOf = (lists: Readonly<Record<string, string>>): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(Object.entries(lists).map(([code, list]) => [code, new Set(list.split(" ").map(withoutZeros))]));
const EMERGENCY = setsOf(SHORT_NUMBERS);
const CODES = setsOf(SHORT_CODES);
const ANYWHERE: ReadonlySet<string> = new Set(ANY_NETWORK.split(" ").map(withoutZeros));

/**
 * Whether the national part **is** an emergency or help number of any region of the calling code, leading zeros aside.
 * Never by prefix: in 51 regions ordinary numbers begin with a local emergency number (Paris 17, Delhi 112).
 */
export function isEmergencyNumber(callingCode: string, national: string): boolean {
  const bare = withoutZeros(national);
  const pattern = SHORT_PATTERNS[callingCode];
  return (
    ANYWHERE.has(bare) ||
    EMERGENCY.get(callingCode)?.has(bare) === true ||
    pattern?.test(bare) === true ||
    pattern?.test(national) === true ||
    FULL_LENGTH_EMERGENCY.has(`+${callingCode}${national}`)
  );
}

/** Whether the national part **is** a carrier's or a service's short code that looks like an ordinary number besides. */
export function isShortCode(callingCode: string, national: string): boolean {
  return CODES.get(callingCode)?.has(withoutZeros(national)) === true;
}

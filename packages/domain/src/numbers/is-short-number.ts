import { FULL_LENGTH_EMERGENCY } from "./tables/deny-prefixes.ts";
import { SHORT_NUMBERS, SHORT_PATTERNS } from "./tables/short-numbers.ts";

/** Emergency numbers that handsets know in any network (3GPP TS 22.101, section 10.1.1). */
const ANY_NETWORK = "000 08 110 112 118 119 911 999";

const withoutZeros = (national: string): string => national.replace(/^0+(?=\d)/, "");

const SETS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(SHORT_NUMBERS).map(([code, list]) => [code, new Set(list.split(" ").map(withoutZeros))]),
);
const ANYWHERE: ReadonlySet<string> = new Set(ANY_NETWORK.split(" ").map(withoutZeros));

/**
 * Whether the national part **is** an emergency or help number of any region of the calling code, leading zeros aside.
 * Never by prefix: in 51 regions ordinary numbers begin with a local emergency number (Paris 17, Delhi 112).
 */
export function isShortNumber(callingCode: string, national: string): boolean {
  const bare = withoutZeros(national);
  const pattern = SHORT_PATTERNS[callingCode];
  return (
    ANYWHERE.has(bare) ||
    SETS.get(callingCode)?.has(bare) === true ||
    pattern?.test(bare) === true ||
    pattern?.test(national) === true ||
    FULL_LENGTH_EMERGENCY.has(`+${callingCode}${national}`)
  );
}

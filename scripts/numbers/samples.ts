import fc from "fast-check";
import metadata from "libphonenumber-js/metadata.max.json";

/** The library's types, at their places in its metadata. */
const TYPES = {
  FIXED_LINE: 0,
  MOBILE: 1,
  TOLL_FREE: 2,
  PREMIUM_RATE: 3,
  PERSONAL_NUMBER: 4,
  VOICEMAIL: 5,
  UAN: 6,
  PAGER: 7,
  VOIP: 8,
  SHARED_COST: 9,
} as const;
export type SampledType = keyof typeof TYPES;

/** Numbers of one region and type, or of one global service: `region` is then its calling code. */
export interface Sample {
  region: string;
  type: SampledType | "SATELLITE";
  numbers: string[];
}

const PATTERNS_AT = 11;
const LENGTHS_AT = 3;
const MOST_LENGTHS_TRIED = 20;

/** Global services: satellites, ships and networks of no country, whatever type the library says they have. */
const SATELLITE = new Set(["870", "878", "881", "882", "883"]);

/**
 * Random numbers of every region and type, drawn from the patterns of libphonenumber-js.
 * @param most how many of each; fewer where a pattern has no more
 */
export function drawSamples(most: number, seed: number): Sample[] {
  const plans: [string, unknown][] = [
    ...Object.entries(metadata.countries),
    ...Object.entries(metadata.nonGeographic),
  ];
  return plans.flatMap(([region, plan]) => {
    if (!Array.isArray(plan)) throw new Error(`the library's metadata of ${region} has another shape`);
    const code = String(plan[0]);
    const patterns: unknown = plan[PATTERNS_AT];
    return Object.entries(TYPES).flatMap(([type, at]): Sample[] => {
      const entry: unknown = Array.isArray(patterns) ? patterns[at] : undefined;
      if (!Array.isArray(entry) || typeof entry[0] !== "string" || entry[0] === "") return [];
      const lengths: unknown = entry[1] ?? plan[LENGTHS_AT];
      if (!Array.isArray(lengths)) return [];
      const pattern = new RegExp(`^(?:${entry[0]})$`);
      const drawn = fc
        .sample(fc.stringMatching(pattern), { seed, numRuns: most * MOST_LENGTHS_TRIED })
        .filter((national) => lengths.includes(national.length));
      const numbers = [...new Set(drawn)].slice(0, most).map((national) => `+${code}${national}`);
      const named = SATELLITE.has(region) ? "SATELLITE" : (type as SampledType);
      return numbers.length === 0 ? [] : [{ region, type: named, numbers }];
    });
  });
}

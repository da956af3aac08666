const set = (items: string): readonly string[] => items.split(" ");

const EU = set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK");
/** Outlying parts of member states with ISO codes of their own. */
const EU_OUTLYING = set("GP MQ GF RE YT BL MF AX");
const EEA_BEYOND_EU = set("IS LI NO");
/** Not members, but their numbers lie inside +44, +47 and +39: a trunk cannot tell them from their neighbour's. */
const WITHIN_SHARED_CODES = set("GG JE IM SJ VA");

/** ISO regions of the EU, EEA, United Kingdom and Switzerland, outlying parts included. */
export const EU_EEA_UK_CH: ReadonlySet<string> = new Set([
  ...EU,
  ...EU_OUTLYING,
  ...EEA_BEYOND_EU,
  "GB",
  "CH",
  ...WITHIN_SHARED_CODES,
]);

/** Whether a number of this ISO region may leave only through a trunk cleared for Europe. */
export function isClearedRegionNeeded(region: string): boolean {
  return EU_EEA_UK_CH.has(region);
}

const EEA: ReadonlySet<string> = new Set([...EU, ...EU_OUTLYING, ...EEA_BEYOND_EU]);

/** Whether a place of this ISO region is within the EU or the EEA. The United Kingdom and Switzerland are not. */
export function isInEea(region: string): boolean {
  return EEA.has(region);
}

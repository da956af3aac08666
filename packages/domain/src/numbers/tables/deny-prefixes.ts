/**
 * Prefixes refused whatever the library says of them: places whose numbers the metadata gives to another country,
 * satellite and personal services typed as ordinary ones. Operators add their own through the check's context.
 */
export const DENY_PREFIXES: readonly string[] = [
  "+7840", // Abkhazia
  "+7940", // Abkhazia, mobile
  "+99544", // Abkhazia
  "+61145", // Australia, satellite and machines
  "+61147", // Australia, satellite
  "+4470", // United Kingdom, personal numbers
];

/** Emergency and crisis lines of full length, which no short list can hold. */
export const FULL_LENGTH_EMERGENCY: ReadonlySet<string> = new Set([
  "+41800117117",
  "+34900018018",
  "+16644912802",
  "+6703312210",
]);

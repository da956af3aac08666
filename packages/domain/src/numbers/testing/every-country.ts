import { getCountries, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/examples.mobile.json";

/** One mobile number of every country that has any, as E.164. */
export const MOBILE_OF_EVERY_COUNTRY: readonly string[] = getCountries().flatMap(
  (country) => getExampleNumber(country, examples)?.number ?? [],
);

import { isSupportedCountry } from "libphonenumber-js/max";

/** Whether a text is the ISO 3166-1 code of a country that telephone numbers are of. `UK` is none: it is `GB`. */
export function isRegion(text: string): boolean {
  return isSupportedCountry(text);
}

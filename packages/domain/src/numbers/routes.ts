const CALLING_CODE_PREFIX = /^\+[1-9][0-9]{0,6}$/;
const ISO_REGION = /^[A-Z]{2}$/;

const isKnownShape = (item: unknown): boolean =>
  typeof item === "string" && (item === "*" || CALLING_CODE_PREFIX.test(item) || ISO_REGION.test(item));

/**
 * Whether a trunk's `route_countries` accept a number. Items: a calling-code prefix (`+380`), an ISO region (`UA`),
 * or `*`. An empty list refuses, and so does a list with an item of any other shape: a typing error must not open a route.
 */
export function routeAccepts(routeCountries: readonly string[], e164: string, region: string): boolean {
  if (!routeCountries.every(isKnownShape)) return false;
  return routeCountries.some(
    (item) => item === "*" || item === region || (item.startsWith("+") && e164.startsWith(item)),
  );
}

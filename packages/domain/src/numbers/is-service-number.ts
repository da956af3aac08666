import {
  NEW_YORK_AREAS,
  NEW_YORK_PREMIUM_EXCHANGES,
  SERVICE_AREAS,
  SERVICE_EXCHANGES,
} from "./tables/north-america.ts";

/** Whether ten national digits of +1 are a service: an area or exchange that is nobody's ordinary line. */
export function isServiceNumber(callingCode: string, national: string): boolean {
  if (callingCode !== "1") return false;
  const area = national.slice(0, 3);
  const exchange = national.slice(3, 6);
  return (
    SERVICE_AREAS.has(area) ||
    SERVICE_EXCHANGES.has(exchange) ||
    (NEW_YORK_AREAS.has(area) && NEW_YORK_PREMIUM_EXCHANGES.has(exchange))
  );
}

import type { Place } from "./places.ts";

const list = (names: string): readonly string[] => names.split(" ");

/** Links to the alert in its tool, best first. Icons, API addresses, silence and unsubscribe links are not among them. */
const LINK_FIELDS = list(
  "incidenturl alerturl issueurl problemurl eventurl issuelink alertlink incidentlink weburl htmlurl permalink titlelink shortlink " +
    "link clienturl url ruleurl triggerurl alertdetailsurl monitordashboardlink portallink resultslink generatorurl dashboardurl " +
    "panelurl externalurl targeturl buildurl fullurl zabbixurl click",
);
const MAX_URL = 2000;

/** The first `http(s)` link of the places, nearest first, or `null`. */
export function readUrl(places: readonly Place[]): string | null {
  for (const place of places) {
    for (const name of LINK_FIELDS) {
      const value = place.fields.get(name)?.value;
      if (typeof value === "string" && isLink(value.trim())) return value.trim();
    }
  }
  return null;
}

function isLink(value: string): boolean {
  return value.length <= MAX_URL && /^https?:\/\/[^\s{}$<>"]+$/i.test(value) && URL.canParse(value);
}

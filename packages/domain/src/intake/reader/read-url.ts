import { namesOf } from "./names.ts";
import { fieldsNamed, type Place } from "./places.ts";

/** Links to the alert in its tool, best first. Icons, API addresses, silence and unsubscribe links are not among them. */
export const LINKS = namesOf(
  "incidenturl alerturl alerturi alertlink issueurl issuelink problemurl problemlink eventurl incidentlink incidentpermalink htmlurl detailsurl detailurl weburl weblink " +
    "permalink titlelink shortlink clienturl link adminurl url uri href ruleurl triggerurl resulturl alertdetailsurl monitordashboardlink dashboardlink portallink " +
    "resultslink viewurl viewinsights reporturl generatorurl dashboardurl panelurl externalurl targeturl buildurl fullurl zabbixurl hosturl investigate " +
    "consoleurl joburl runurl pipelineurl logsurl monitorurl checkurl click pageurl",
);
const MAX_URL = 2000;
/** Machines' addresses and what a person should not click by mistake. */
const NOT_FOR_PEOPLE =
  /\/api\/(?:v?\d|rest)|\/\/api\.|unsubscribe|\/silence|\.(?:png|jpe?g|gif|svg|ico)(?:$|\?)/i;

/** The first `http(s)` link of the places, nearest first, or `null`; a link for machines only when there is no other. */
export function readUrl(places: readonly Place[]): string | null {
  let other: string | null = null;
  for (const place of places) {
    for (const { value } of fieldsNamed(place, LINKS)) {
      if (typeof value !== "string" || !isLink(value.trim())) continue;
      if (!NOT_FOR_PEOPLE.test(value)) return value.trim();
      other ??= value.trim();
    }
  }
  return other;
}

/** Whether a text is an `http(s)` link of at most 2,000 characters without anything unfilled. */
export function isLink(value: string): boolean {
  return value.length <= MAX_URL && /^https?:\/\/[^\s{}$<>"]+$/i.test(value) && URL.canParse(value);
}

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

interface Around {
  own: readonly Place[];
  shared: readonly Place[];
  query: readonly Place[];
}

/**
 * The first `http(s)` link of an alert, nearest first, what may be about anything last, or `null`; a link for machines
 * only when there is no other.
 */
export const readUrl = (around: Around): string | null => firstLink(around, true) ?? firstLink(around, false);

function firstLink({ own, shared, query }: Around, forPeople: boolean): string | null {
  return (
    linkIn(own, false, forPeople) ??
    linkIn(shared, null, forPeople) ??
    linkIn(own, true, forPeople) ??
    linkIn(query, null, forPeople)
  );
}

/** The first link of places of any kind, or of those alone that are stray or are not. */
function linkIn(places: readonly Place[], isStray: boolean | null, forPeople: boolean): string | null {
  for (const place of places) {
    if (isStray !== null && (place.kind === "stray") !== isStray) continue;
    for (const { value } of fieldsNamed(place, LINKS)) {
      const link = typeof value === "string" ? value.trim() : "";
      if (isLink(link) && !(forPeople && NOT_FOR_PEOPLE.test(link))) return link;
    }
  }
  return null;
}

/** Whether a text is an `http(s)` link of at most 2,000 characters without anything unfilled. */
export function isLink(value: string): boolean {
  return value.length <= MAX_URL && /^https?:\/\/[^\s{}$<>"]+$/i.test(value) && URL.canParse(value);
}

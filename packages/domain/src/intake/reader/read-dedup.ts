import { fieldsNamed, type Field, type Place, isObject } from "./places.ts";
import { namesOf } from "./names.ts";
import { stateSignal } from "./state-words.ts";
import { shortHash } from "./short-hash.ts";
import { shortenKey as shorten } from "./shorten-key.ts";

/** Fields made to join repeats; their values are keys as they stand. */
export const EXPLICIT = namesOf(
  "dedupkey dedupid deduplicationkey dedupekey fingerprint incidentkey alertcorrelationid aggregationkey externalid alertkey entityid",
);
/** Ids of the problem, then of what is watched. Never `id` at the top, `event_id`, `message_id`, `request_id`: those change. */
export const IDENTITIES = namesOf(
  "originalertid alertid incidentid problemid pid issueid monitorid checkid alarmid testid sensorid triggerid ruleid eventdefinitionid " +
    "alertarn alarmarn alarmname searchname monitorname monitorfriendlyname checkname",
);
const OWN_IDENTITIES = namesOf(`id ${IDENTITIES.list.join(" ")}`);
/** Objects that are the problem or what is watched: their own `id` names it. */
const OWNERS: ReadonlySet<string> = new Set(
  "incident issue alert problem monitor check fault component".split(" "),
);

/** The key that is the same when a problem fires, repeats and ends; `null` when the payload has none. */
export function readDedupKey(places: readonly Place[]): string | null {
  return (
    explicitKey(places) ??
    aliasKey(places) ??
    labelsKey(places[0]) ??
    identityKey(places) ??
    hostAndService(places[0]) ??
    watchedKey(places)
  );
}

function explicitKey(places: readonly Place[]): string | null {
  let best: { value: string; rank: number } | null = null;
  for (const place of places)
    for (const field of fieldsNamed(place, EXPLICIT)) {
      const rank = EXPLICIT.ranks.get(field.name) ?? 0;
      const value: string | null = best !== null && rank >= best.rank ? null : keyValue(field);
      if (value !== null) best = { value, rank };
    }
  return best === null ? null : shorten(best.value);
}

/** Opsgenie's alias joins repeats; Checkmk's is another name of the host and would join all its problems. */
function aliasKey(places: readonly Place[]): string | null {
  for (const { fields } of places) {
    if (!fields.has("alias")) continue;
    const alias = keyValue(fields.get("alias"));
    const isHost = fields.has("host") || fields.has("hostname") || fields.has("address");
    if (alias !== null && !isHost) return shorten(alias);
  }
  return null;
}

/** Prometheus' identity of an alert is its whole label set (Alertmanager documentation). */
function labelsKey(place: Place | undefined): string | null {
  const labels = place?.fields.valueOf("labels");
  if (!isObject(labels) || !Object.hasOwn(labels, "alertname")) return null;
  const pairs: string[] = [];
  for (const [key, value] of Object.entries(labels))
    if (typeof value === "string") pairs.push(`${key}=${value}`);
  return `labels:${shortHash(pairs.sort().join(","))}`;
}

function identityKey(places: readonly Place[]): string | null {
  for (const place of places) {
    if (place.kind !== "alert") continue;
    for (const field of fieldsNamed(place, OWNERS.has(place.name) ? OWN_IDENTITIES : IDENTITIES)) {
      const value = keyValue(field);
      if (value !== null)
        return shorten(`${place.name === "" ? "" : `${place.name}.`}${field.name}:${value}${scopeOf(place)}`);
    }
  }
  return null;
}

/** Datadog's `alert_id` is the monitor's; each group it alerts on is a problem of its own. */
function scopeOf(place: Place): string {
  const scope = keyValue(place.fields.get("alertscope"));
  return scope === null ? "" : `/${scope}`;
}

/** Both, or none: everything that is wrong on a host is not one problem, and a joined one might not ring. */
function hostAndService(place: Place | undefined): string | null {
  const host = firstValue(place, ["hostname", "host"]);
  if (host === null) return null;
  const service = firstValue(place, ["servicedescription", "service", "trigger", "servicename"]);
  return service === null ? null : shorten(`host:${host}/${service}`);
}

function firstValue(place: Place | undefined, names: readonly string[]): string | null {
  for (const name of names) {
    const value = keyValue(place?.fields.get(name));
    if (value !== null) return value;
  }
  return null;
}

export const WATCHED = namesOf(
  "alertname alertrule rulename conditionname checkname monitorname alarmname sensorname triggername jobname workflowname alert rule check monitor alarm trigger",
);
export const WHERE = namesOf(
  "hostname host endpoint workspacename workspace applicationname instance node device chart context entity resource region environment namespace branch server",
);

/** What is watched, by name, and where: `alert:disk/db-1`. A name in words only: one that changes with every delivery is none. */
function watchedKey(places: readonly Place[]): string | null {
  let asked = 0;
  for (const place of places) {
    if (place.kind !== "alert") continue;
    if (asked === MAX_ASKED) break;
    asked += 1;
    const field = fieldsNamed(place, WATCHED).find(isKey);
    const value = keyValue(field);
    if (value === null || value.length > 120 || isEvent(value)) continue;
    const where = fieldsNamed(place, WHERE).map(keyValue);
    return shorten([`${field?.name}:${value}`, ...where.filter((one) => one !== null)].join("/"));
  }
  return null;
}

const MAX_ASKED = 4;
const isKey = (field: Field): boolean => keyValue(field) !== null;

/** `run:errored` in `trigger` says what happened, and would join all to which it happens. */
const isEvent = (value: string): boolean => /^[a-z_]+[:.][a-z_]+$/.test(value) && stateSignal(value) !== null;

/** A value that identifies: not empty, not a macro that was never filled in, not a placeholder. */
function keyValue(field: Field | undefined): string | null {
  const value = typeof field?.value === "number" ? String(field.value) : field?.value;
  if (typeof value !== "string") return null;
  const trimmed = value.trim();
  if (trimmed === "" || /[{}]|^\$|^\*.*\*$|^(string|none|null|np|undefined|0)$/i.test(trimmed)) return null;
  return trimmed;
}

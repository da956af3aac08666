import type { Database } from "../../db/statement.ts";
import { NUMBER_FORMATS } from "@callping/domain/numbers/dial-string";
import { POLICY_SQL, type PolicyRow, toPolicy } from "../numbers/load-policy.ts";
import {
  CALLER_ID_RULES,
  type FleetDefinition,
  type PbxDefinition,
  TRUNK_COST_CLASSES,
  TRUNK_DEFAULTS,
  type TrunkDefinition,
} from "../fleet-definition.ts";

interface PbxRow {
  id: string;
  country: string;
  region: string;
  enabled: 0 | 1;
  draining: 0 | 1;
  token_digests: string;
}

interface TrunkRow {
  pbx_id: string;
  id: string;
  endpoint: string;
  route_countries: string;
  cleared_for_eu: 0 | 1;
  carries_fiction: 0 | 1;
  rings_browsers: 0 | 1;
  caller_id: string;
  caller_name: string;
  calls_per_second: number;
  concurrent_calls: number;
  priority: number;
  enabled: 0 | 1;
  number_format: string;
  cost_class: string;
  more_caller_ids: string;
  caller_id_rule: string;
  canary_number: string | null;
  canary_minutes: number;
  /** JSON list of ISO regions that are switched off here, and of prefixes that are everywhere. */
  countries_off: string;
}

/** Every PBX with its trunks, and what operators refuse, as D1 defines them, read in one transaction. */
export async function loadFleet(db: Database): Promise<FleetDefinition> {
  const [pbxs, trunks, policy] = await db.batch([
    db.prepare("SELECT * FROM pbx_servers ORDER BY id"),
    db.prepare(`SELECT sip_trunks.*, (SELECT json_group_array(country) FROM (
                   SELECT country FROM trunk_countries_off AS off
                    WHERE off.pbx_id = sip_trunks.pbx_id AND off.trunk_id = sip_trunks.id
                   UNION SELECT prefix FROM prefixes_off)) AS countries_off
                FROM sip_trunks ORDER BY pbx_id, priority, id`),
    db.prepare(POLICY_SQL),
  ]);
  // D1's batch is untyped; the statements above say what the rows are.
  const pbxRows = (pbxs?.results ?? []) as PbxRow[];
  const trunkRows = (trunks?.results ?? []) as TrunkRow[];
  const byPbx = Map.groupBy(trunkRows, (row) => row.pbx_id);
  return {
    pbxs: pbxRows.map((row) => toPbx(row, byPbx.get(row.id) ?? [])),
    policy: toPolicy((policy?.results ?? []) as PolicyRow[]),
  };
}

function toPbx(row: PbxRow, trunks: TrunkRow[]): PbxDefinition {
  return {
    id: row.id,
    country: row.country,
    region: row.region,
    enabled: row.enabled === 1,
    draining: row.draining === 1,
    tokenDigests: textList(row.token_digests),
    trunks: trunks.map(toTrunk),
  };
}

function toTrunk(row: TrunkRow): TrunkDefinition {
  return {
    id: row.id,
    endpoint: row.endpoint,
    routeCountries: textList(row.route_countries),
    clearedForEu: row.cleared_for_eu === 1,
    carriesFiction: row.carries_fiction === 1,
    ringsBrowsers: row.rings_browsers === 1,
    callerId: row.caller_id,
    callerName: row.caller_name,
    callsPerSecond: row.calls_per_second,
    concurrentCalls: row.concurrent_calls,
    priority: row.priority,
    enabled: row.enabled === 1,
    numberFormat: oneOf(NUMBER_FORMATS, row.number_format, TRUNK_DEFAULTS.numberFormat),
    costClass: oneOf(TRUNK_COST_CLASSES, row.cost_class, TRUNK_DEFAULTS.costClass),
    moreCallerIds: textList(row.more_caller_ids),
    callerIdRule: oneOf(CALLER_ID_RULES, row.caller_id_rule, TRUNK_DEFAULTS.callerIdRule),
    countriesOff: textList(row.countries_off).toSorted(),
    canaryNumber: row.canary_number,
    canaryMinutes: row.canary_minutes,
  };
}

/** Anything but text in the list is dropped: an unreadable permission permits nothing. */
function textList(json: string): string[] {
  const parsed: unknown = JSON.parse(json);
  return Array.isArray(parsed) ? parsed.filter((item): item is string => typeof item === "string") : [];
}

/** The table's own checks let nothing else in; a later build may have. */
function oneOf<Word extends string>(words: readonly Word[], text: string, fallback: Word): Word {
  return words.find((word) => word === text) ?? fallback;
}

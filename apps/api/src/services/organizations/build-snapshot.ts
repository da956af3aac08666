import type { Severity } from "@callping/domain/alerts/severity";
import { type LimitsRow, ownLimits } from "../caps/limits-row.ts";
import type {
  Snapshot,
  SnapshotEndpoint,
  SnapshotMaintenance,
  SnapshotPhone,
  SnapshotScenario,
  SnapshotSchedule,
} from "../../objects/desk-protocol.ts";
import { type NumberSource, suppressedNumbers } from "../suppression/suppressed-numbers.ts";

type OrganizationRow = Omit<
  Snapshot["organization"],
  "eu_only" | "countries" | "limits" | "calls_stopped" | "pronunciations"
> & { config_version: number; eu_only: 0 | 1; countries: string; pronunciations: string | null } & LimitsRow;
type EndpointRow = Omit<SnapshotEndpoint, "paused" | "default_severity" | "heartbeat" | "sns_topic_arn"> & {
  paused: 0 | 1;
  heartbeat: string | null;
  default_severity: Severity;
  sns_topic_arn: string | null;
};
type ScenarioRow = Omit<SnapshotScenario, "rules" | "plan"> & { rules: string; plan: string | null };
type MemberRow = Snapshot["members"][number];
type PhoneRow = Omit<SnapshotPhone, "enabled" | "primary" | "verified" | "quiet_hours"> & {
  quiet_hours: string | null;
  enabled: 0 | 1;
  is_primary: 0 | 1;
  verified: 0 | 1;
};
type MaintenanceRow = Omit<SnapshotMaintenance, "schedule"> & { schedule: string };

const OF = "(SELECT id FROM organizations WHERE number = ?1)";

/** Everybody's numbers; `member_id` is whose: a member's or a contact's. */
const PHONES = `SELECT id, organization_id, member_id, number, label, language, enabled, is_primary, verified_at, quiet_hours, ring_seconds, created_at
    FROM phones UNION ALL
  SELECT id, organization_id, contact_id, number, label, language, enabled, is_primary, verified_at, quiet_hours, ring_seconds, created_at
    FROM contact_phones`;

/** Overrides of the past decide nothing, and a Desk stores all of this in one value: only those of the last day go along. */
const SCHEDULES = `SELECT id, name, json_set(body, '$.overrides', (
    SELECT json_group_array(json(value)) FROM json_each(body, '$.overrides')
     WHERE value ->> 'end' > strftime('%Y-%m-%dT%H:%M:%fZ', ?2, '-1 day'))) AS body
  FROM schedules WHERE organization_id = ${OF} ORDER BY created_at, id`;

/**
 * A full copy of what an organization's Desks decide by, read in one transaction so that it is of one version.
 * @param since what was over by then is left out; a dry run of the past wants more than a Desk
 * @returns `null` when there is no organization of that number.
 */
export async function buildSnapshot(
  env: NumberSource,
  organizationNumber: number,
  since = new Date(),
): Promise<Snapshot | null> {
  const { DB: db } = env;
  const read = (sql: string) => db.prepare(sql).bind(organizationNumber);
  const readSince = (sql: string) => db.prepare(sql).bind(organizationNumber, since.toISOString());
  const [
    organizations,
    endpoints,
    scenarios,
    members,
    phones,
    maintenance,
    schedules,
    drills,
    contacts,
    projects,
  ] = await db.batch([
    read(
      `SELECT id, number, name, slug, time_zone, key_map, eu_only, config_version,
              (SELECT json_group_array(region) FROM organization_countries WHERE organization_id = id) AS countries,
              (SELECT words FROM pronunciations WHERE organization_id = id) AS pronunciations,
              calls_per_day, new_destinations_per_day, units_per_day, coalesce(calls_stopped, 0) AS calls_stopped
         FROM organizations LEFT JOIN organization_limits ON organization_id = id WHERE number = ?1`,
    ),
    read(`SELECT id, uuid, name, project_id, scenario_id, paused, default_severity, alert_key_digest, auto_close_seconds,
                 heartbeat, dedup_template, grouping_window_seconds, grouping_template, sns_topics.topic_arn AS sns_topic_arn
            FROM endpoints LEFT JOIN sns_topics ON sns_topics.endpoint_id = endpoints.id
           WHERE endpoints.organization_id = ${OF} ORDER BY created_at, id`),
    read(
      `SELECT id, name, project_id, version, primary_member_id, rules, plan, speech FROM scenarios WHERE organization_id = ${OF} ORDER BY created_at, id`,
    ),
    read(`SELECT members.id, users.name, members.role FROM members JOIN users ON users.id = members.user_id
           WHERE members.organization_id = ${OF} ORDER BY members.created_at, members.id`),
    read(`SELECT id, member_id, number, label, language, enabled, is_primary, verified_at IS NOT NULL AS verified, quiet_hours, ring_seconds
             FROM (${PHONES}) WHERE organization_id = ${OF} ORDER BY created_at, id`),
    // Maintenance that is over silences nobody and stays for the record.
    readSince(`SELECT id, name, endpoint_id, project_id, schedule FROM maintenance WHERE organization_id = ${OF}
             AND coalesce(schedule ->> 'ends_at', '9999') > ?2 ORDER BY created_at, id`),
    readSince(SCHEDULES),
    read(`SELECT member_id, setting FROM drill_settings WHERE organization_id = ${OF} ORDER BY member_id`),
    read(`SELECT id, name FROM contacts WHERE organization_id = ${OF} ORDER BY created_at, id`),
    read(`SELECT project_id AS id, json_group_array(member_id) AS member_ids FROM project_members
           WHERE organization_id = ${OF} GROUP BY project_id ORDER BY project_id`),
  ]);
  const organization = rowsOf<OrganizationRow>(organizations)[0];
  if (organization === undefined) return null;
  const listed = rowsOf<PhoneRow>(phones).map(toPhone);
  // Read after the version that is told: at worst newer than it, and then pushed once more.
  const numbers = listed.map(({ number }) => number);
  const objected = await suppressedNumbers(env, numbers, organization.id);
  return {
    config_version: organization.config_version,
    organization: toOrganization(organization),
    endpoints: rowsOf<EndpointRow>(endpoints).map(toEndpoint),
    scenarios: rowsOf<ScenarioRow>(scenarios).map(toScenario),
    members: rowsOf<MemberRow>(members),
    phones: listed.map((phone) => ({ ...phone, ...(objected.has(phone.number) && { objected: true }) })),
    maintenance: rowsOf<MaintenanceRow>(maintenance).map(({ schedule, ...row }) => ({
      ...row,
      schedule: JSON.parse(schedule) as unknown,
    })),
    schedules: rowsOf<SnapshotSchedule>(schedules),
    drills: rowsOf<{ member_id: string; setting: string }>(drills).map(({ member_id, setting }) => ({
      member_id,
      setting: JSON.parse(setting) as unknown,
    })),
    contacts: rowsOf<{ id: string; name: string }>(contacts),
    projects: rowsOf<{ id: string; member_ids: string }>(projects).map(({ id, member_ids }) => ({
      id,
      // Written by the statement above.
      member_ids: JSON.parse(member_ids) as string[],
    })),
  };
}

/** D1's batch is untyped; the statement beside each call says what its rows are. */
function rowsOf<Row>(result: D1Result | undefined): Row[] {
  return (result?.results ?? []) as Row[];
}

function toOrganization(row: OrganizationRow): Snapshot["organization"] {
  const { id, number, name, slug, time_zone, key_map } = row;
  const limits = ownLimits(row);
  return {
    id,
    number,
    name,
    slug,
    time_zone,
    key_map,
    ...(row.eu_only === 1 && { eu_only: true }),
    // Written by the statement above.
    countries: JSON.parse(row.countries) as string[],
    ...(limits !== null && { limits }),
    // Written by validated input alone.
    ...(row.pronunciations !== null && {
      pronunciations: JSON.parse(row.pronunciations) as Record<string, string>,
    }),
    ...(row.calls_stopped === 1 && { calls_stopped: true }),
  };
}

function toEndpoint({ heartbeat, sns_topic_arn, paused, ...row }: EndpointRow): SnapshotEndpoint {
  const settings: unknown = heartbeat === null ? null : JSON.parse(heartbeat);
  const topic = sns_topic_arn === null ? {} : { sns_topic_arn };
  return { ...row, paused: paused === 1, heartbeat: settings, ...topic };
}

function toScenario({ rules, plan, ...row }: ScenarioRow): SnapshotScenario {
  const parsed: unknown = JSON.parse(rules);
  return {
    ...row,
    rules: Array.isArray(parsed) ? parsed : [],
    plan: plan === null ? null : JSON.parse(plan),
  };
}

function toPhone({ is_primary, enabled, verified, quiet_hours, ...row }: PhoneRow): SnapshotPhone {
  const flags = { enabled: enabled === 1, primary: is_primary === 1, verified: verified === 1 };
  const quiet: unknown = quiet_hours === null ? null : JSON.parse(quiet_hours);
  return { ...row, ...flags, quiet_hours: quiet };
}

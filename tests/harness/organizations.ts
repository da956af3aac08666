import { randomBytes } from "node:crypto";
import { insertRows, type Statement } from "@callping/api/db/statement";
import { mintEndpointId } from "@callping/api/endpoint-id/mint";
import { digestCredential } from "@callping/api/services/credentials/digest";
import { type CallPlan, DEFAULT_PLAN } from "@callping/domain/rules/plan";
import type { Rule } from "@callping/domain/rules/rule";

/** What a test wants: people with one phone each; the first is the primary and the owner. */
export interface OrganizationSpec {
  people: readonly { name: string; number: string }[];
  plan?: CallPlan;
  alertKey?: string;
  paused?: boolean;
  /** The place of who is on call on the organization's schedule, which a plan calls "schedule"; none: no schedule. */
  onCall?: number;
  /** Settings of a heartbeat, as the table keeps them. */
  heartbeat?: Record<string, string | number>;
  groupingWindowSeconds?: number;
  /** A rule for each person: an alert whose `for` is their name rings them, by the plan. */
  byName?: true;
  /** Its weekly mail is due, and comes whatever there is to say. */
  weeklyMailDue?: boolean;
  /** Its people have no telephone: their browser is their only phone. */
  browsersOnly?: true;
}

/** An organization of a test, and what drives it. */
export interface TestOrganization {
  name: string;
  number: number;
  id: string;
  apiKey: string;
  alertKey: string | null;
  endpointUuid: string;
  scheduleId: string;
  /** In the order of the people. */
  memberIds: string[];
  /** Phone ids by number. */
  phones: Record<string, string>;
}

export interface SeedSecrets {
  endpointIdKeys: string;
  credentialPepper: string;
}

const SKIP = "ON CONFLICT DO NOTHING";

/** The rows of one test organization. Numbers begin at 100, beyond the demo's. */
export async function seedOrganization(
  name: string,
  number: number,
  spec: OrganizationSpec,
  secrets: SeedSecrets,
): Promise<{ organization: TestOrganization; statements: Statement[] }> {
  const now = new Date().toISOString();
  const key = `cpk_${randomBytes(6).toString("hex")}_${randomBytes(32).toString("base64url")}`;
  const keyId = `key_${key.slice("cpk_".length, "cpk_".length + 12)}`;
  const of = (kind: string, index = 0): string => `${kind}_T${number}-${index}`;
  const organization: TestOrganization = {
    name,
    number,
    id: of("org"),
    apiKey: key,
    alertKey: spec.alertKey ?? null,
    endpointUuid: await mintEndpointId(secrets.endpointIdKeys, {
      organizationNumber: number,
      shard: 0,
      keyId: 0,
      random: randomBytes(8),
    }),
    scheduleId: of("sch"),
    memberIds: spec.people.map((_, index) => of("mem", index)),
    phones: Object.fromEntries(spec.people.map((person, index) => [person.number, of("pho", index)])),
  };
  const digest = (purpose: "api_key" | "alert_key", secret: string): Promise<string> =>
    digestCredential(secrets.credentialPepper, purpose, secret);
  const row = (table: string, columns: Record<string, string | number | null>): Statement[] =>
    insertRows(table, Object.keys(columns), [Object.values(columns)], SKIP);
  // The member ids exist only here: a plan says "second" for the second person.
  const named = (plan: CallPlan): CallPlan =>
    JSON.parse(
      JSON.stringify(plan)
        .replaceAll('"second"', JSON.stringify(of("mem", 1)))
        .replaceAll('"schedule"', JSON.stringify(of("sch"))),
    ) as CallPlan;
  const ruleFor = ({ name: who }: { name: string }, index: number): Rule => ({
    id: `rul_${index}`,
    name: `For ${who}`,
    enabled: true,
    when: { all: [{ field: "for", operator: "eq", value: who }] },
    action: { type: "call_member", memberId: of("mem", index) },
    plan: named(spec.plan ?? DEFAULT_PLAN),
  });
  const common = { organization_id: organization.id, created_at: now };
  const people = spec.people.flatMap((person, index) => [
    ...row("users", {
      id: of("usr", index),
      email: `${number}-${index}@example.invalid`,
      name: person.name,
      created_at: now,
    }),
    ...row("members", {
      id: of("mem", index),
      user_id: of("usr", index),
      role: index === 0 ? "owner" : "member",
      ...common,
    }),
    ...(spec.browsersOnly === true
      ? []
      : row("phones", {
          id: of("pho", index),
          member_id: of("mem", index),
          number: person.number,
          label: `${person.name}'s phone`,
          language: "en",
          is_primary: 1,
          verified_at: now,
          ...common,
        })),
  ]);
  const statements = [
    ...row("organizations", {
      id: organization.id,
      number,
      name,
      slug: `t-${number}`,
      created_at: now,
      ...(spec.weeklyMailDue === true && {
        weekly_mail: "always",
        weekly_mail_due_at: "2026-01-05T09:00:00.000Z",
      }),
    }),
    ...people,
    ...row("projects", { id: of("prj"), name: "Default", ...common }),
    ...row("scenarios", {
      id: of("scn"),
      project_id: of("prj"),
      name: "Ring me",
      primary_member_id: of("mem"),
      rules: JSON.stringify(spec.byName === true ? spec.people.map(ruleFor) : []),
      plan: spec.plan === undefined ? null : JSON.stringify(named(spec.plan)),
      ...common,
    }),
    ...(spec.onCall === undefined
      ? []
      : row("schedules", {
          id: organization.scheduleId,
          name: "Primary",
          body: JSON.stringify(scheduleBody(of("mem", spec.onCall))),
          updated_at: now,
          ...common,
        })),
    ...row("endpoints", {
      id: of("end"),
      project_id: of("prj"),
      scenario_id: of("scn"),
      uuid: organization.endpointUuid,
      name: `${name} endpoint`,
      paused: spec.paused === true ? 1 : 0,
      heartbeat: spec.heartbeat === undefined ? null : JSON.stringify(spec.heartbeat),
      grouping_window_seconds: spec.groupingWindowSeconds ?? 0,
      alert_key_digest: spec.alertKey === undefined ? null : await digest("alert_key", spec.alertKey),
      ...common,
    }),
    ...row("api_keys", {
      id: keyId,
      name: "Test key",
      digest: await digest("api_key", key),
      scopes:
        '["alerts:read","alerts:write","calls:read","endpoints:read","endpoints:write","schedules:read","schedules:write","scenarios:read","numbers:read","numbers:write","contacts:read","contacts:write","fleet:read","maintenance:read","maintenance:write","drills:read","drills:write","projects:read","projects:write","readiness:read","browser-phone:write","organization:read","organization:write"]',
      ...common,
    }),
  ];
  return { organization, statements };
}

/** One person, always. */
function scheduleBody(memberId: string): object {
  const layer = {
    id: "lay_1",
    name: "Base",
    entries: [[memberId]],
    rotation: { unit: "weekly" },
    hand_over_time: "09:00",
    starts_on: "2026-01-05",
  };
  return { time_zone: "Europe/Kyiv", layers: [layer] };
}

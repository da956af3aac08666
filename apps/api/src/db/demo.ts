import type { CallPlan } from "@callping/domain/rules/plan";
import { insertRows } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** What the demo organization is made of. Secrets come as digests; times as ISO 8601 milliseconds. */
export interface DemoInput {
  now: string;
  owner: DemoPerson;
  /** Rung by the plan's escalation step. */
  second: DemoPerson;
  endpoint: { uuid: string; alertKeyDigest: string | null };
  apiKey: { id: string; digest: string; scopes: readonly string[] };
  /** Seconds without a key after which the second person is rung. */
  escalateAfterSeconds: number;
}

export interface DemoPerson {
  name: string;
  email: string;
  passwordHash: string | null;
  /** Numbers reserved for fiction, E.164; the first is the primary. */
  numbers: readonly { number: string; label: string; language: string }[];
}

/** Ids of the demo organization: fixed, so that seeding twice changes nothing. */
export const DEMO = {
  organizationId: "org_00000000000000000000000DEM",
  organizationNumber: 1,
  projectId: "prj_00000000000000000000000DEM",
  scenarioId: "scn_00000000000000000000000DEM",
  endpointId: "end_00000000000000000000000DEM",
  ownerMemberId: "mem_00000000000000000000000D01",
  secondMemberId: "mem_00000000000000000000000D02",
} as const;

/** Statements that make the demo organization; those that find their row already there do nothing. */
export function demoStatements(input: DemoInput): Statement[] {
  const { now } = input;
  const row = (table: string, columns: Record<string, Statement["params"][number]>): Statement[] =>
    insertRows(table, Object.keys(columns), [Object.values(columns)], "ON CONFLICT DO NOTHING");
  const organization = { organization_id: DEMO.organizationId, created_at: now };
  return [
    ...row("organizations", {
      id: DEMO.organizationId,
      number: DEMO.organizationNumber,
      name: "Demo",
      slug: "demo",
      time_zone: "UTC",
      created_at: now,
    }),
    ...person(input.owner, DEMO.ownerMemberId, "owner", now),
    ...person(input.second, DEMO.secondMemberId, "member", now),
    ...row("projects", { id: DEMO.projectId, name: "Demo", ...organization }),
    ...row("scenarios", {
      id: DEMO.scenarioId,
      project_id: DEMO.projectId,
      name: "Ring me, then the second person",
      primary_member_id: DEMO.ownerMemberId,
      rules: "[]",
      plan: JSON.stringify(demoPlan(input.escalateAfterSeconds)),
      ...organization,
    }),
    ...row("endpoints", {
      id: DEMO.endpointId,
      project_id: DEMO.projectId,
      scenario_id: DEMO.scenarioId,
      uuid: input.endpoint.uuid,
      name: "Demo endpoint",
      alert_key_digest: input.endpoint.alertKeyDigest,
      ...organization,
    }),
    ...row("api_keys", {
      id: input.apiKey.id,
      name: "Demo key",
      digest: input.apiKey.digest,
      scopes: JSON.stringify(input.apiKey.scopes),
      ...organization,
    }),
  ];
}

function person(input: DemoPerson, memberId: string, role: "owner" | "member", now: string): Statement[] {
  const suffix = memberId.slice("mem_".length);
  const userId = `usr_${suffix}`;
  const phones = input.numbers.map(({ number, label, language }, index) => [
    `pho_${suffix}-${index + 1}`,
    DEMO.organizationId,
    memberId,
    number,
    label,
    language,
    index === 0 ? 1 : 0,
    now,
    now,
  ]);
  const skip = "ON CONFLICT DO NOTHING";
  const user = [userId, input.email, input.name, input.passwordHash, now, now];
  return [
    ...insertRows(
      "users",
      ["id", "email", "name", "password_hash", "email_verified_at", "created_at"],
      [user],
      skip,
    ),
    ...insertRows(
      "members",
      ["id", "organization_id", "user_id", "role", "created_at"],
      [[memberId, DEMO.organizationId, userId, role, now]],
      skip,
    ),
    ...insertRows(
      "phones",
      [
        "id",
        "organization_id",
        "member_id",
        "number",
        "label",
        "language",
        "is_primary",
        "verified_at",
        "created_at",
      ],
      phones,
      skip,
    ),
  ];
}

/** Shorter than the product's default, so that a person who watches the demo sees redial and escalation. */
function demoPlan(escalateAfterSeconds: number): CallPlan {
  return {
    ringSeconds: 25,
    attempts: 2,
    spacingSeconds: 10,
    steps: [
      { afterSeconds: escalateAfterSeconds, action: { type: "call_member", memberId: DEMO.secondMemberId } },
    ],
    passes: 2,
  };
}

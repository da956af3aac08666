import { insertRows } from "./statement.ts";
import type { Param, Statement } from "./statement.ts";

/** One organization for tests under load: each lane is an endpoint that rings one number of its own. */
export interface LoadOrganization {
  /** Unique, at least 2: 1 is the demo's. */
  number: number;
  lanes: readonly { endpointUuid: string; phoneNumber: string; language?: string }[];
}

/** Ids of a lane, for whoever wants to find its alerts again. */
export function laneIds(organizationNumber: number, lane: number) {
  const suffix = `L${organizationNumber}-${lane}`;
  return {
    user: `usr_${suffix}`,
    member: `mem_${suffix}`,
    phone: `pho_${suffix}`,
    scenario: `scn_${suffix}`,
    endpoint: `end_${suffix}`,
  };
}

/** Statements that make many organizations cheaply: multi-row inserts, each within D1's limit of parameters. */
export function organizationStatements(organizations: readonly LoadOrganization[], now: string): Statement[] {
  const lanes = organizations.flatMap(({ number, lanes: own }) =>
    own.map((lane, index) => ({
      ...lane,
      number,
      index,
      organizationId: `org_L${number}`,
      projectId: `prj_L${number}`,
      ids: laneIds(number, index),
    })),
  );
  const each = (
    table: string,
    columns: string[],
    toRow: (lane: (typeof lanes)[number]) => Param[],
  ): Statement[] => insertRows(table, columns, lanes.map(toRow));
  return [
    ...insertRows(
      "organizations",
      ["id", "number", "name", "slug", "created_at"],
      organizations.map(({ number }) => [`org_L${number}`, number, `Load ${number}`, `load-${number}`, now]),
    ),
    ...insertRows(
      "projects",
      ["id", "organization_id", "name", "created_at"],
      organizations.map(({ number }) => [`prj_L${number}`, `org_L${number}`, "Load", now]),
    ),
    ...each("users", ["id", "email", "name", "created_at"], ({ ids, number, index }) => [
      ids.user,
      `load-${number}-${index}@example.invalid`,
      `Load ${number}-${index}`,
      now,
    ]),
    ...each(
      "members",
      ["id", "organization_id", "user_id", "role", "created_at"],
      ({ ids, organizationId, index }) => [
        ids.member,
        organizationId,
        ids.user,
        index === 0 ? "owner" : "member",
        now,
      ],
    ),
    ...each(
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
      ({ ids, organizationId, phoneNumber, language }) => [
        ids.phone,
        organizationId,
        ids.member,
        phoneNumber,
        "Handset",
        language ?? "en",
        1,
        now,
        now,
      ],
    ),
    ...each(
      "scenarios",
      ["id", "organization_id", "project_id", "name", "primary_member_id", "created_at"],
      ({ ids, organizationId, projectId, index }) => [
        ids.scenario,
        organizationId,
        projectId,
        `Load ${index}`,
        ids.member,
        now,
      ],
    ),
    ...each(
      "endpoints",
      ["id", "organization_id", "project_id", "scenario_id", "uuid", "name", "created_at"],
      ({ ids, organizationId, projectId, endpointUuid, index }) => [
        ids.endpoint,
        organizationId,
        projectId,
        ids.scenario,
        endpointUuid,
        `Load ${index}`,
        now,
      ],
    ),
  ];
}

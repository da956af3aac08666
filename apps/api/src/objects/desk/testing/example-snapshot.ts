import type { Snapshot, SnapshotEndpoint } from "../../desk-protocol.ts";

/** The UUID of an organization's endpoint, counted from 1. Organizations of tests have two digits. */
export function exampleUuid(organization: number, endpoint = 1): string {
  return `018f0000-0000-8000-8000-0000000${organization}0${endpoint}0`;
}

/** A paused endpoint: its alerts are kept and nobody is rung. */
export function exampleEndpoint(
  organization: number,
  n: number,
  over: Partial<SnapshotEndpoint> = {},
): SnapshotEndpoint {
  return {
    id: `end_${organization}-${n}`,
    uuid: exampleUuid(organization, n),
    name: `endpoint ${n}`,
    project_id: "prj_1",
    scenario_id: "scn_1",
    paused: true,
    default_severity: "critical",
    alert_key_digest: null,
    auto_close_seconds: 86_400,
    heartbeat: null,
    dedup_template: null,
    ...over,
  };
}

/** An organization with one person and these endpoints. */
export function exampleSnapshot(organization: number, endpoints: SnapshotEndpoint[]): Snapshot {
  return {
    config_version: 1,
    organization: {
      id: `org_${organization}`,
      number: organization,
      name: "Example",
      slug: `example-${organization}`,
      time_zone: "UTC",
      key_map: "default",
    },
    endpoints,
    scenarios: [
      { id: "scn_1", name: "Ring me", version: 1, primary_member_id: "mem_1", rules: [], plan: null },
    ],
    members: [{ id: "mem_1", name: "Ada", role: "owner" }],
    phones: [],
  };
}

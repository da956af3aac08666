import { createId } from "@callping/contract/ids";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type { ReceiveInput, Snapshot, SnapshotEndpoint } from "../../desk-protocol.ts";

/** UUIDs of the two endpoints of `snapshotOf`. */
export const ENDPOINTS = {
  first: "018f0000-0000-8000-8000-000000000001",
  second: "018f0000-0000-8000-8000-000000000002",
} as const;

const endpoint = (id: string, uuid: string): SnapshotEndpoint => ({
  id,
  uuid,
  name: id,
  project_id: "prj_1",
  scenario_id: "scn_1",
  // Alerts stay open and nobody is rung.
  paused: true,
  default_severity: "critical",
  alert_key_digest: null,
  auto_close_seconds: 86_400,
});

/** An organization with two endpoints, paused: no telephone is involved. */
export function snapshotOf(number: number): Snapshot {
  return {
    config_version: 1,
    organization: {
      id: `org_${number}`,
      number,
      name: "Example",
      slug: "example",
      time_zone: "UTC",
      key_map: "default",
    },
    endpoints: [endpoint("end_1", ENDPOINTS.first), endpoint("end_2", ENDPOINTS.second)],
    scenarios: [
      { id: "scn_1", name: "Ring me", version: 1, primary_member_id: "mem_1", rules: [], plan: null },
    ],
    members: [{ id: "mem_1", name: "Ada", role: "owner" }],
    phones: [],
  };
}

export function event(more: Partial<IncomingEvent>): IncomingEvent {
  return {
    state: "firing",
    severity: "critical",
    severitySource: null,
    title: "Disk is full",
    titleSource: null,
    message: null,
    dedupKey: "disk",
    url: null,
    tool: "test",
    test: false,
    payload: null,
    ...more,
  };
}

/** A webhook at the first endpoint, under an id of its own. */
export function input(more: Partial<ReceiveInput>): ReceiveInput {
  return {
    request_id: createId("request"),
    endpoint_uuid: ENDPOINTS.first,
    received_at: 1_000,
    method: "POST",
    content_type: "application/json",
    headers: {},
    body: "{}",
    body_bytes: 2,
    events: [],
    alert_key: null,
    idempotency_key: null,
    ...more,
  };
}

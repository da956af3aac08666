import { createId } from "@callping/contract/ids";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type { ReceiveInput, Snapshot } from "../../desk-protocol.ts";
import { exampleEndpoint, exampleSnapshot } from "./example-snapshot.ts";

/** UUIDs of the two endpoints of `snapshotOf`. */
export const ENDPOINTS = {
  first: "018f0000-0000-8000-8000-000000000001",
  second: "018f0000-0000-8000-8000-000000000002",
} as const;

/** An organization with two endpoints, paused: no telephone is involved. */
export function snapshotOf(number: number): Snapshot {
  return exampleSnapshot(number, [
    exampleEndpoint(number, 1, { id: "end_1", name: "end_1", uuid: ENDPOINTS.first }),
    exampleEndpoint(number, 2, { id: "end_2", name: "end_2", uuid: ENDPOINTS.second }),
  ]);
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

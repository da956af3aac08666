import type { OpsgenieStatus } from "@callping/contract/api/doors";
import type { RequestRecord } from "../../../objects/desk-protocol.ts";
import { findAlert } from "../../../services/alerts/find-alert.ts";
import { matchesCredential } from "../../../services/credentials/digest.ts";
import { findByUuid, type FoundEndpoint } from "../../../services/endpoints/find-by-uuid.ts";
import { findRequest, type StoredRequest } from "../../../services/requests/find-request.ts";
import type { AppContext } from "../../context.ts";
import { type DeskStub, deskOf } from "../../desks.ts";
import { DOOR_HEADER, findEndpoint } from "../../webhook/deliver.ts";
import { GENIE_KEY } from "./opsgenie.ts";

/** The stored name of the door → how Opsgenie calls what was asked there, and what it says when it was done. */
const ACTIONS = {
  create: ["Create", "Created alert"],
  close: ["Close", "Closed alert"],
  acknowledge: ["Acknowledge", "Acknowledged alert"],
} as const;
const OPSGENIE_DOOR = /^opsgenie (create|close|acknowledge)(?: |$)/;
/** Results under which a request was acted upon. */
const TAKEN: readonly string[] = ["accepted", "paused", "rate_limited"];

/** `GET /v2/alerts/requests/:id`: what became of a request of the same endpoint, for clients that ask after their `requestId`. */
export async function getRequestStatus(c: AppContext): Promise<Response> {
  const startedAt = Date.now();
  const told = () => ({ took: (Date.now() - startedAt) / 1000, requestId: c.get("requestId") });
  const key = GENIE_KEY.exec(c.req.header("authorization") ?? "")?.[1];
  const address = key === undefined ? null : await findEndpoint(c, key);
  const endpoint = address === null ? null : await findByUuid(c.env.DB, address.uuid);
  if (address === null || endpoint === null || !(await mayAsk(c, endpoint)))
    return c.json({ message: "The GenieKey or the alert key is not valid here.", ...told() }, 401);
  const desk = deskOf(c.env, address.organizationNumber, address.shard);
  const data = await statusOf(c, desk, endpoint);
  return data === null
    ? c.json({ message: "Request not found. It might not be processed, yet.", ...told() }, 404)
    : c.json({ data, ...told() });
}

async function mayAsk(c: AppContext, { alertKeyDigest }: FoundEndpoint): Promise<boolean> {
  if (alertKeyDigest === null) return true;
  const presented = c.req.header("x-alert-key") ?? "";
  return matchesCredential(c.env.CREDENTIAL_PEPPER, "alert_key", presented, [alertKeyDigest]);
}

/** `null` for a request that is unknown, of another endpoint, or that came through another door. */
async function statusOf(
  c: AppContext,
  desk: DeskStub,
  endpoint: FoundEndpoint,
): Promise<OpsgenieStatus["data"] | null> {
  const requestId = c.req.param("id") ?? "";
  const held: RequestRecord | null = await desk.storedRequest(requestId);
  const stored: StoredRequest | null =
    held ?? (await findRequest(c.env.DB, endpoint.organizationId, requestId));
  if (stored?.endpoint_id !== endpoint.id) return null;
  const door = OPSGENIE_DOOR.exec(stored.headers[DOOR_HEADER] ?? "")?.[1];
  if (door === undefined || !isAction(door)) return null;
  const [action, done] = ACTIONS[door];
  const [alertId = ""] = stored.alert_ids;
  const isTaken = TAKEN.includes(stored.result);
  const success = isTaken && alertId !== "";
  const missing = isTaken ? "Alert does not exist" : `Not taken: ${stored.result}`;
  return {
    success,
    isSuccess: success,
    action,
    processedAt: stored.received_at,
    integrationId: endpoint.id,
    status: success ? done : missing,
    alertId,
    alias: alertId === "" ? "" : await aliasOf(c, desk, endpoint, alertId),
  };
}

function isAction(door: string): door is keyof typeof ACTIONS {
  return Object.hasOwn(ACTIONS, door);
}

async function aliasOf(
  c: AppContext,
  desk: DeskStub,
  { organizationId }: FoundEndpoint,
  alertId: string,
): Promise<string> {
  const detail = (await desk.alert(alertId)) ?? (await findAlert(c.env.DB, organizationId, alertId));
  return detail?.alert.dedup_key ?? "";
}

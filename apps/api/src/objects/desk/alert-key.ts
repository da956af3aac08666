import { matchesCredential } from "../../services/credentials/digest.ts";
import type { SnapshotEndpoint } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";

/** Whether the sender presented the endpoint's alert key; an endpoint without one asks for none. */
export async function isKeyRight(
  parts: DeskParts,
  endpoint: SnapshotEndpoint,
  presented: string | null,
): Promise<boolean> {
  if (endpoint.alert_key_digest === null) return true;
  if (presented === null) return false;
  return matchesCredential(parts.env.CREDENTIAL_PEPPER, "alert_key", presented, [endpoint.alert_key_digest]);
}

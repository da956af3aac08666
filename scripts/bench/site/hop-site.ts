import { randomBytes } from "node:crypto";

import { insertRows, type Statement } from "@callping/api/db/statement";
import { digestCredential } from "@callping/api/services/credentials/digest";
import { mintEndpointId } from "@callping/api/endpoint-id/mint";

import type { Secrets } from "../../start/state/secrets.ts";
import { type Lane, laneStatements } from "./lanes.ts";

/** One organization whose timelines can be read back: it has an API key. */
export interface HopSite {
  apiKey: string;
  lanes: Lane[];
}

const ORGANIZATION = 900;
const HOP_LANES = 80;

/** @param firstNumber the last four digits of its first handset. */
export async function seedHopSite(
  firstNumber: number,
  secrets: Secrets,
  count = HOP_LANES,
): Promise<{ site: HopSite; statements: Statement[] }> {
  const lanes: Lane[] = [];
  for (let index = 0; index < count; index += 1) {
    const random = new Uint8Array(randomBytes(8));
    const endpointUuid = await mintEndpointId(secrets.endpointIdKeys, {
      organizationNumber: ORGANIZATION,
      shard: 0,
      keyId: 0,
      random,
    });
    const number = `+3319900${String(firstNumber + index).padStart(4, "0")}`;
    lanes.push({ organization: ORGANIZATION, endpointUuid, number });
  }
  const name = randomBytes(6).toString("hex");
  const apiKey = `cpk_${name}_${randomBytes(32).toString("base64url")}`;
  const digest = await digestCredential(secrets.credentialPepper, "api_key", apiKey);
  const columns = ["id", "organization_id", "name", "digest", "scopes", "created_at"];
  const row = [`key_${name}`, `org_L${ORGANIZATION}`, "Benchmark", digest, SCOPES, new Date().toISOString()];
  return {
    site: { apiKey, lanes },
    statements: [...laneStatements(lanes), ...insertRows("api_keys", columns, [row])],
  };
}

const SCOPES = JSON.stringify(["alerts:read", "calls:read", "fleet:read"]);

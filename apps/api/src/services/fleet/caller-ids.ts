import { toVCard } from "@callping/domain/fleet/to-vcard";
import type { Database } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { digestCredential } from "../credentials/digest.ts";
import { fromHex } from "../credentials/hex.ts";
import { constantTimeEqual } from "../credentials/hmac.ts";
import { readRouting } from "../organizations/set-routing.ts";
import { pbxIsInside } from "../pbx-registry.ts";
import { loadFleet } from "./load-fleet.ts";

/** Of the file's name: the organization's id and a signature. */
const FILE = /^(org_[A-Za-z0-9-]{1,40})\.([0-9a-f]{64})\.vcf$/;

/**
 * Every number that may call an organization's people, E.164, sorted: those of all trunks within its fence, of switched
 * off ones too, since a card is saved once and a trunk comes back.
 */
export async function listCallerIds(db: Database, organizationId: string): Promise<string[]> {
  const [fleet, { eu_only }] = await Promise.all([loadFleet(db), readRouting(db, organizationId)]);
  const trunks = fleet.pbxs.filter((pbx) => pbxIsInside(pbx, eu_only)).flatMap((pbx) => pbx.trunks);
  const numbers = trunks.flatMap(({ callerId, moreCallerIds }) => [callerId, ...moreCallerIds]);
  return [...new Set(numbers)].toSorted();
}

/** The same as a vCard. */
export async function callerCard(db: Database, organizationId: string): Promise<string> {
  return toVCard(await listCallerIds(db, organizationId), `callping-${organizationId}`);
}

/** A link to the card that a telephone opens without a key. It shows our numbers and nothing of the organization. */
export async function callerCardUrl(env: Env, organizationId: string): Promise<string> {
  const signature = await signatureOf(env, organizationId);
  return new URL(`/api/callers/${organizationId}.${signature}.vcf`, env.API_ORIGIN).href;
}

/** The organization whose link it is; `null` for one that was not made here. */
export async function organizationOfLink(env: Env, file: string): Promise<string | null> {
  const [, organizationId, signature] = FILE.exec(file) ?? [];
  if (organizationId === undefined || signature === undefined) return null;
  const expected = fromHex(await signatureOf(env, organizationId));
  return constantTimeEqual(fromHex(signature), expected) ? organizationId : null;
}

function signatureOf({ CREDENTIAL_PEPPER }: Env, organizationId: string): Promise<string> {
  return digestCredential(CREDENTIAL_PEPPER, "caller_card", organizationId);
}

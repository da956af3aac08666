import type { CountriesView } from "@callping/contract/api/caps";
import { REGIONS_OF_TIER } from "@callping/domain/numbers/tables/tiers";
import { tierOf } from "@callping/domain/numbers/tier";
import type { Database } from "../../db/statement.ts";

/** Which countries an organization's calls may go to. */
export async function listCountries(db: Database, organizationId: string): Promise<CountriesView> {
  return {
    always_on: REGIONS_OF_TIER.A.split(" "),
    owners_switch: REGIONS_OF_TIER.B.split(" "),
    switched_on: await switchedOn(db, organizationId),
  };
}

/** Those beyond tier A that somebody switched on. */
export async function switchedOn(
  db: Database,
  organizationId: string,
): Promise<CountriesView["switched_on"]> {
  const { results } = await db
    .prepare(
      "SELECT region AS country, switched_by, switched_at, reason FROM organization_countries WHERE organization_id = ? ORDER BY region",
    )
    .bind(organizationId)
    .all<Omit<CountriesView["switched_on"][number], "tier">>();
  return results.map((row) => ({ ...row, tier: tierOf(row.country) }));
}

/** Those beyond tier A that are on for some organization: nobody's calls go anywhere else. */
export async function switchedOnAnywhere(db: Database): Promise<{ country: string }[]> {
  const { results } = await db
    .prepare("SELECT DISTINCT region AS country FROM organization_countries")
    .all<{ country: string }>();
  return results;
}

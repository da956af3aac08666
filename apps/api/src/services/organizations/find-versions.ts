import type { Database } from "../../db/statement.ts";

export interface ConfigVersion {
  organizationId: string;
  organizationNumber: number;
  shards: number;
  configVersion: number;
}

/** The configuration's version of every organization: the sweep compares them with what the Desks decide by. */
export async function findVersions(db: Database): Promise<ConfigVersion[]> {
  const { results } = await db
    .prepare(
      "SELECT id AS organizationId, number AS organizationNumber, shards, config_version AS configVersion FROM organizations ORDER BY number",
    )
    .all<ConfigVersion>();
  return results;
}

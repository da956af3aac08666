import type { Database } from "../../db/statement.ts";
import type { FieldProblem } from "../parse-body.ts";
import type { Content } from "./read-content.ts";

/** Every Desk carries all scenarios of its organization in one stored value of at most 2 MB, beside its endpoints. */
const MOST_CHARACTERS = 1_000_000;

/** Whether all scenarios of an organization, with this one as it is to be, still fit into a Desk. */
export async function sizeProblems(
  db: Database,
  organizationId: string,
  scenarioId: string,
  { rules, plan }: Content,
): Promise<FieldProblem[]> {
  const others = await db
    .prepare(
      "SELECT coalesce(sum(length(rules) + coalesce(length(plan), 0) + coalesce(length(speech), 0)), 0) AS n FROM scenarios WHERE organization_id = ? AND id <> ?",
    )
    .bind(organizationId, scenarioId)
    .first<number>("n");
  const size = (others ?? 0) + JSON.stringify(rules).length + JSON.stringify(plan).length;
  if (size <= MOST_CHARACTERS) return [];
  const message = `All scenarios of the organization together would have ${size} characters; at most ${MOST_CHARACTERS} fit. Shorten rules, or delete scenarios that no endpoint uses.`;
  return [{ path: "rules", message }];
}

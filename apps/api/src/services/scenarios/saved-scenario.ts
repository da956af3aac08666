import type { ScenarioSaved } from "@callping/contract/api/scenarios";
import type { Problem } from "@callping/domain/rules/problem";
import type { Env } from "../../env.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import type { Actor } from "../permission.ts";
import { readScenarioRow, toScenarioView } from "./scenario-row.ts";

/** Tells the Desks of a scenario that was saved, and shows it as it is now. */
export async function savedScenario(
  env: Env,
  actor: Actor,
  scenarioId: string,
  warnings: Problem[],
): Promise<ScenarioSaved> {
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const row = await readScenarioRow(env.DB, actor.organizationId, scenarioId);
  if (row === null) throw new Error(`the scenario ${scenarioId} that was saved is not there`);
  return { scenario: toScenarioView(row), warnings, in_effect };
}

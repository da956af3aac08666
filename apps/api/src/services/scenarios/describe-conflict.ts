import type { Database } from "../../db/statement.ts";
import { findVersion } from "./find-version.ts";
import { type ScenarioRow, toScenarioView } from "./scenario-row.ts";

/** Why a change was not taken: somebody saved meanwhile. */
export interface ScenarioConflict {
  reason: "scenario_changed";
  detail: string;
  members: { current_version: number; saved_by: string | null; saved_at: string; changed: string[] };
}

const COMPARED = ["name", "primary_member_id", "plan"] as const;

/** What changed between the version that somebody read and the one that is stored now. */
export async function describeConflict(
  db: Database,
  organizationId: string,
  row: ScenarioRow,
  version: number,
): Promise<ScenarioConflict> {
  const now = toScenarioView(row);
  const before = await findVersion(db, organizationId, row.id, version);
  const changed =
    before === null
      ? []
      : [
          ...COMPARED.filter((field) => JSON.stringify(now[field]) !== JSON.stringify(before[field])),
          ...changedRules(before.rules, now.rules),
        ];
  const { saved_by, saved_at } = now;
  const who = saved_by === null ? "" : ` by ${saved_by}`;
  const what = changed.length === 0 ? "" : ` Changed since: ${changed.join(", ")}.`;
  const unknown = before === null ? ` There is no version ${version}.` : "";
  return {
    reason: "scenario_changed",
    detail: `The scenario is at version ${now.version}, saved ${saved_at}${who}.${what}${unknown}`,
    members: { current_version: now.version, saved_by, saved_at, changed },
  };
}

type RuleView = { id: string };

/** `rules[rul_1]` for each rule that was added, removed or written anew; `rules` when only their order is another. */
function changedRules(before: readonly RuleView[], now: readonly RuleView[]): string[] {
  const texts = (rules: readonly RuleView[]) => new Map(rules.map((rule) => [rule.id, JSON.stringify(rule)]));
  const [old, current] = [texts(before), texts(now)];
  const ids = new Set([...old.keys(), ...current.keys()]);
  const changed = [...ids].filter((id) => old.get(id) !== current.get(id)).map((id) => `rules[${id}]`);
  if (changed.length > 0) return changed;
  return JSON.stringify([...old.keys()]) === JSON.stringify([...current.keys()])
    ? []
    : ["rules (their order)"];
}

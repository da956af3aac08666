import { PageQuerySchema } from "@callping/contract/api/configuration";
import { DryRunRequestSchema, DryRunSchema } from "@callping/contract/api/dry-run";
import {
  NewScenarioSchema,
  ScenarioChangeSchema,
  ScenarioDeletedSchema,
  ScenarioDraftSchema,
  ScenarioListSchema,
  ScenarioReviewSchema,
  ScenarioSavedSchema,
  ScenarioSchema,
  ScenarioVersionSchema,
} from "@callping/contract/api/scenarios";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of scenarios: rules, default plans and their versions. */
export const SCENARIOS = {
  "POST /api/v1/dry-run": withKey(
    "scenarios:read",
    "What a webhook would do: the rule and why, every call and its words; nothing is stored, nobody rung",
    DryRunSchema,
    { body: DryRunRequestSchema },
  ),
  "GET /api/v1/scenarios": withKey("scenarios:read", "List scenarios, newest first", ScenarioListSchema, {
    query: PageQuerySchema,
  }),
  "POST /api/v1/scenarios": withKey("scenarios:write", "Make a scenario", ScenarioSavedSchema, {
    body: NewScenarioSchema,
    answers: { 201: ScenarioSavedSchema },
  }),
  "POST /api/v1/scenarios/validate": withKey(
    "scenarios:read",
    "What saving a scenario would say: problems and warnings; nothing is stored",
    ScenarioReviewSchema,
    { body: ScenarioDraftSchema },
  ),
  "GET /api/v1/scenarios/:id": withKey("scenarios:read", "One scenario with its rules", ScenarioSchema, {
    problems: ["not_found"],
  }),
  "PATCH /api/v1/scenarios/:id": withKey(
    "scenarios:write",
    "Save the next version; what is left out stays. The next webhook is decided by it",
    ScenarioSavedSchema,
    { body: ScenarioChangeSchema, problems: ["not_found", "scenario_changed"] },
  ),
  "DELETE /api/v1/scenarios/:id": withKey(
    "scenarios:write",
    "Delete a scenario that no endpoint uses; its versions stay readable",
    ScenarioDeletedSchema,
    { problems: ["not_found", "scenario_in_use"] },
  ),
  "GET /api/v1/scenarios/:id/versions/:version": withKey(
    "scenarios:read",
    "A scenario as it was: an alert's timeline names the version that decided it",
    ScenarioVersionSchema,
    { problems: ["not_found"] },
  ),
} as const satisfies Record<string, RouteRow>;

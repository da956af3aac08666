import type { NumberRefused } from "../services/phones/check-written.ts";
import type { InvalidBody } from "../services/parse-body.ts";
import { idOf } from "./acting.ts";
import type { AppContext } from "./context.ts";
import { invalidBody } from "./json-body.ts";
import { problem } from "./problem.ts";

/** Why a service changed nothing. */
type Failure =
  | InvalidBody
  | { reason: "not_found" }
  | NumberRefused
  | { reason: "missing_scope" | "missing_role" | "settings_conflict"; detail: string }
  | {
      reason:
        | "contact_in_use"
        | "project_in_use"
        | "scenario_changed"
        | "scenario_in_use"
        | "schedule_changed"
        | "schedule_in_use";
      detail: string;
      /** What uses it, or how it stands now. */
      members: object;
    };

/** Says why nothing was changed. `what` is named when it was not found: `schedule`, `member`. */
export function refused(c: AppContext, what: string, error: Failure): Response {
  switch (error.reason) {
    case "invalid_body":
      return invalidBody(c, error);
    case "not_found":
      return unknown(c, what);
    case "number_refused":
      return numberRefused(c, error.refusal);
    case "missing_scope":
    case "missing_role":
    case "settings_conflict":
      return problem(c, error.reason, error.detail);
    default:
      return problem(c, error.reason, error.detail, { members: { ...error.members } });
  }
}

/** The safety net does not let a number through. */
export function numberRefused(c: AppContext, { reason, message }: NumberRefused["refusal"]): Response {
  return problem(c, "number_refused", message, { members: { reason } });
}

/** There is none of the id in the path, or it is another organization's. */
export function unknown(c: AppContext, what: string): Response {
  return problem(c, "not_found", `There is no ${what} ${idOf(c).slice(0, 60)} in this organization.`);
}

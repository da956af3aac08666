import type { Env } from "../env.ts";
import type { InvalidBody } from "../services/parse-body.ts";
import type { Actor, MissingScope } from "../services/permission.ts";
import type { TooMuch } from "../services/schedules/check-size.ts";
import type { ScheduleInUse } from "../services/schedules/delete-schedule.ts";
import type { ScheduleChanged } from "../services/schedules/save-schedule.ts";
import type { AppContext } from "./context.ts";
import { invalidBody } from "./json-body.ts";
import { problem } from "./problem.ts";

type Failure =
  | MissingScope
  | InvalidBody
  | TooMuch
  | ScheduleChanged
  | ScheduleInUse
  | { reason: "not_found" };

/** Why nothing was changed. `what` is named when it was not found: `schedule`, `member`. */
export function scheduleRefused(c: AppContext, error: Failure, what = "schedule"): Response {
  switch (error.reason) {
    case "invalid_body":
      return invalidBody(c, error);
    case "not_found": {
      const id = (c.req.param("id") ?? "").slice(0, 60);
      return problem(c, "not_found", `There is no ${what} ${id} in this organization.`);
    }
    case "missing_scope":
    case "settings_conflict":
      return problem(c, error.reason, error.detail);
    case "schedule_changed":
    case "schedule_in_use":
      return problem(c, error.reason, error.detail, { members: error.members });
  }
}

/** The environment, and who acts in it. */
export function actingIn(c: AppContext): [env: Env, actor: Actor] {
  const { scopes, ...caller } = c.get("caller");
  return [c.env, { ...caller, scopes: [...scopes] }];
}

/** The schedule's or member's id in the path. */
export function idOf(c: AppContext): string {
  return c.req.param("id") ?? "";
}

export function nowIso(): string {
  return new Date().toISOString();
}

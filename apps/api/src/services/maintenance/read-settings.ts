import { NewMaintenanceSchema } from "@callping/contract/api/maintenance";
import { parseSchedule } from "@callping/domain/maintenance/parse-schedule";
import type { MaintenanceSchedule } from "@callping/domain/maintenance/maintenance";
import type { Database } from "../../db/statement.ts";
import { type FieldProblem, type InvalidBody, parseBody } from "../parse-body.ts";

/** Columns of maintenance that somebody may set. */
export interface MaintenanceColumns {
  name: string;
  endpoint_id: string | null;
  project_id: string | null;
  /** JSON. */
  schedule: string;
}

type Read = { ok: true; columns: MaintenanceColumns } | { ok: false; error: InvalidBody };

/**
 * What somebody wrote, as columns; or everything that is wrong with it. A window that begins nowhere begins now, so
 * that a mute is `{ name, ends_at }`.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function readSettings(
  db: Database,
  organizationId: string,
  input: unknown,
  now: string,
): Promise<Read> {
  const parsed = parseBody(NewMaintenanceSchema, input);
  if (!parsed.ok) return parsed;
  const { name, endpoint_id = null, project_id = null, starts_at, ends_at, weekly, time_zone } = parsed.value;
  const startsNow = starts_at == null && ends_at != null && weekly == null;
  const schedule = parseSchedule({ starts_at: startsNow ? now : starts_at, ends_at, weekly, time_zone });
  const problems = [
    ...(schedule.ok ? overAlready(schedule.value, now) : schedule.error.problems),
    ...(await targetProblems(db, organizationId, endpoint_id, project_id)),
  ];
  if (!schedule.ok || problems.length > 0)
    return {
      ok: false,
      error: { reason: "invalid_body", problems: problems.map(({ path, message }) => ({ path, message })) },
    };
  return {
    ok: true,
    columns: { name, endpoint_id, project_id, schedule: JSON.stringify(toStored(schedule.value)) },
  };
}

function toStored(schedule: MaintenanceSchedule): Record<string, unknown> {
  if (schedule.kind === "weekly") return { weekly: schedule.windows, time_zone: schedule.timeZone };
  return {
    starts_at: new Date(schedule.startsAt).toISOString(),
    ends_at: new Date(schedule.endsAt).toISOString(),
  };
}

function overAlready(schedule: MaintenanceSchedule, now: string): FieldProblem[] {
  if (schedule.kind === "weekly" || schedule.endsAt > Date.parse(now)) return [];
  return [{ path: "ends_at", message: "This is over already: it would silence nobody." }];
}

async function targetProblems(
  db: Database,
  organizationId: string,
  endpointId: string | null,
  projectId: string | null,
): Promise<FieldProblem[]> {
  if (endpointId !== null && projectId !== null)
    return [{ path: "project_id", message: "Give endpoint_id or project_id, not both." }];
  const [endpoints, projects] = await db.batch([
    db
      .prepare("SELECT id FROM endpoints WHERE id = ? AND organization_id = ?")
      .bind(endpointId ?? "", organizationId),
    db
      .prepare("SELECT id FROM projects WHERE id = ? AND organization_id = ?")
      .bind(projectId ?? "", organizationId),
  ]);
  const unknown = (path: string, what: string): FieldProblem => ({
    path,
    message: `There is no ${what} of this id in this organization.`,
  });
  return [
    ...(endpointId !== null && endpoints?.results.length === 0 ? [unknown("endpoint_id", "endpoint")] : []),
    ...(projectId !== null && projects?.results.length === 0 ? [unknown("project_id", "project")] : []),
  ];
}

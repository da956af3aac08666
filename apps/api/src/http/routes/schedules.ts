import { PageQuerySchema } from "@callping/contract/api/configuration";
import { changeSchedule } from "../../services/schedules/change-schedule.ts";
import { createSchedule } from "../../services/schedules/create-schedule.ts";
import { deleteSchedule } from "../../services/schedules/delete-schedule.ts";
import { listSchedules } from "../../services/schedules/list-schedules.ts";
import { readScheduleRow, toScheduleView } from "../../services/schedules/schedule-row.ts";
import type { AppContext } from "../context.ts";
import { encodeCursor } from "../cursor.ts";
import { readJsonBody } from "../json-body.ts";
import { problem } from "../problem.ts";
import { readQuery } from "../query.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import { refused } from "../refused.ts";

/** `GET /api/v1/schedules` */
export async function getSchedules(c: AppContext): Promise<Response> {
  const read = readQuery(c, PageQuerySchema);
  if (!read.ok) return problem(c, read.error.reason, read.error.detail);
  const { items, next } = await listSchedules(c.env.DB, c.get("caller").organizationId, read.page);
  return c.json({ data: items, next_cursor: encodeCursor(next) });
}

/** `GET /api/v1/schedules/:id` */
export async function getSchedule(c: AppContext): Promise<Response> {
  const row = await readScheduleRow(c.env.DB, c.get("caller").organizationId, idOf(c));
  return row === null ? refused(c, "schedule", { reason: "not_found" }) : c.json(toScheduleView(row));
}

/** `POST /api/v1/schedules` */
export async function postSchedule(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await createSchedule(...actingIn(c), body.json, nowIso());
  return result.ok ? c.json(result.saved, 201) : refused(c, "schedule", result.error);
}

/** `PATCH /api/v1/schedules/:id` */
export async function patchSchedule(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeSchedule(...actingIn(c), idOf(c), body.json, nowIso());
  return result.ok ? c.json(result.saved) : refused(c, "schedule", result.error);
}

/** `DELETE /api/v1/schedules/:id` */
export async function removeSchedule(c: AppContext): Promise<Response> {
  const result = await deleteSchedule(...actingIn(c), idOf(c), nowIso());
  return result.ok ? c.json(result.deleted) : refused(c, "schedule", result.error);
}

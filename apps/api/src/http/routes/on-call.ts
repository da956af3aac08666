import { AtQuerySchema } from "@callping/contract/api/on-call";
import {
  describeCoverage,
  describeOnCall,
  describeShifts,
} from "../../services/schedules/describe-on-call.ts";
import { findOnCall, findSchedule } from "../../services/schedules/find-on-call.ts";
import type { AppContext } from "../context.ts";
import { problem } from "../problem.ts";
import { readRange, readTimes } from "../range-query.ts";
import { idOf } from "../acting.ts";
import { unknown } from "../refused.ts";

/** `GET /api/v1/schedules/:id/shifts` */
export function getShifts(c: AppContext): Promise<Response> {
  return answerRange(c, describeShifts);
}

/** `GET /api/v1/schedules/:id/coverage` */
export function getCoverage(c: AppContext): Promise<Response> {
  return answerRange(c, describeCoverage);
}

/** `GET /api/v1/schedules/:id/on-call` */
export async function getOnCall(c: AppContext): Promise<Response> {
  const read = readTimes(c, AtQuerySchema);
  if (!read.ok) return problem(c, "invalid_query", read.detail);
  const found = await findSchedule(c.env.DB, c.get("caller").organizationId, idOf(c));
  if (found === null) return unknown(c, "schedule");
  return c.json(describeOnCall(found.schedule, found.names, read.times.at ?? Date.now()));
}

/** `GET /api/v1/on-call` */
export async function getOrganizationOnCall(c: AppContext): Promise<Response> {
  const read = readTimes(c, AtQuerySchema);
  if (!read.ok) return problem(c, "invalid_query", read.detail);
  return c.json(await findOnCall(c.env.DB, c.get("caller").organizationId, read.times.at ?? Date.now()));
}

async function answerRange(
  c: AppContext,
  describe: typeof describeShifts | typeof describeCoverage,
): Promise<Response> {
  const range = readRange(c, Date.now());
  if (!range.ok) return problem(c, "invalid_query", range.detail);
  const found = await findSchedule(c.env.DB, c.get("caller").organizationId, idOf(c));
  if (found === null) return unknown(c, "schedule");
  return c.json(describe(found.schedule, found.names, range.from, range.to));
}

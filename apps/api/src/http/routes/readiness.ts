import { describeReadiness } from "../../services/readiness/describe-readiness.ts";
import { setWeeklyMail } from "../../services/readiness/set-weekly-mail.ts";
import { actorOf } from "../acting.ts";
import type { AppContext } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { problem } from "../problem.ts";
import { refused } from "../refused.ts";

/** `GET /api/v1/readiness` */
export async function getReadiness(c: AppContext): Promise<Response> {
  const result = await describeReadiness(c.env, actorOf(c), Date.now());
  return result.ok ? c.json(result.readiness) : problem(c, result.error.reason, result.error.detail);
}

/** `PUT /api/v1/readiness/weekly-mail` */
export async function putWeeklyMail(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await setWeeklyMail(c.env, actorOf(c), body.json, new Date().toISOString());
  return result.ok ? c.json(result.set) : refused(c, "organization", result.error);
}

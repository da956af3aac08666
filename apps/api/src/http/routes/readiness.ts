import { describeReadiness } from "../../services/readiness/describe-readiness.ts";
import { setWeeklyMail } from "../../services/readiness/set-weekly-mail.ts";
import type { Actor } from "../../services/permission.ts";
import type { AppContext } from "../context.ts";
import { invalidBody, readJsonBody } from "../json-body.ts";
import { problem } from "../problem.ts";

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
  if (result.ok) return c.json(result.set);
  const { error } = result;
  return error.reason === "invalid_body" ? invalidBody(c, error) : problem(c, error.reason, error.detail);
}

function actorOf(c: AppContext): Actor {
  const { scopes, ...caller } = c.get("caller");
  return { ...caller, scopes: [...scopes] };
}

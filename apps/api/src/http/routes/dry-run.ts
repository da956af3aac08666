import { runDryRun } from "../../services/dry-run/run-dry-run.ts";
import type { AppContext } from "../context.ts";
import { deskOf } from "../desks.ts";
import { invalidBody, readJsonBody } from "../json-body.ts";
import { problem } from "../problem.ts";

/** `POST /api/v1/dry-run`: what a webhook would do. */
export async function postDryRun(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const { scopes, ...caller } = c.get("caller");
  const result = await runDryRun(
    c.env,
    { ...caller, scopes: [...scopes] },
    body.json,
    (shard, question) => deskOf(c.env, caller.organizationNumber, shard).standing(question),
    Date.now(),
  );
  if (result.ok) return c.json(result.dryRun);
  const { error } = result;
  return error.reason === "invalid_body" ? invalidBody(c, error) : problem(c, error.reason, error.detail);
}

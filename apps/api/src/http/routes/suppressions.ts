import { SuppressionsQuerySchema } from "@callping/contract/api/suppressions";
import type { Hono } from "hono";
import { listSuppressions } from "../../services/suppression/list-suppressions.ts";
import {
  liftSuppression,
  lookUpSuppressions,
  suppressNumber,
} from "../../services/suppression/suppress-number.ts";
import { actingIn } from "../acting.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { encodeCursor } from "../cursor.ts";
import { readJsonBody } from "../json-body.ts";
import { mount } from "../mount.ts";
import { problem } from "../problem.ts";
import { readQuery } from "../query.ts";
import { refused } from "../refused.ts";

/** Mounts the routes of numbers that are not called. */
export function mountSuppressions(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/operator/suppressions", getSuppressions);
  mount(app, "POST /api/v1/operator/suppressions", (c) => act(c, suppressNumber));
  mount(app, "POST /api/v1/operator/suppressions/lookup", (c) => act(c, lookUpSuppressions));
  mount(app, "POST /api/v1/operator/suppressions/lift", (c) => act(c, liftSuppression));
}

async function getSuppressions(c: AppContext): Promise<Response> {
  const read = readQuery(c, SuppressionsQuerySchema);
  if (!read.ok) return problem(c, read.error.reason, read.error.detail);
  const { items, next } = await listSuppressions(c.env, read.page);
  return c.json({ data: items, next_cursor: encodeCursor(next) });
}

type Verb = typeof suppressNumber | typeof lookUpSuppressions | typeof liftSuppression;

async function act(c: AppContext, verb: Verb): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await verb(...actingIn(c), body.json);
  return result.ok ? c.json(result.changed) : refused(c, "number", result.error);
}

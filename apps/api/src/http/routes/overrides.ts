import { addOverride } from "../../services/schedules/add-override.ts";
import { importOverrides } from "../../services/schedules/import-overrides.ts";
import { removeOverride } from "../../services/schedules/remove-override.ts";
import type { AppContext } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import { refused } from "../refused.ts";

/** `POST /api/v1/schedules/:id/overrides` */
export async function postOverride(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await addOverride(...actingIn(c), idOf(c), body.json, nowIso());
  return result.ok ? c.json(result.added, 201) : refused(c, "schedule", result.error);
}

/** `POST /api/v1/schedules/:id/overrides/import` */
export async function postOverrideImport(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await importOverrides(...actingIn(c), idOf(c), body.json, nowIso());
  return result.ok ? c.json(result.imported) : refused(c, "schedule", result.error);
}

/** `DELETE /api/v1/schedules/:id/overrides/:override` */
export async function deleteOverride(c: AppContext): Promise<Response> {
  const overrideId = c.req.param("override") ?? "";
  const result = await removeOverride(...actingIn(c), idOf(c), overrideId, nowIso());
  return result.ok
    ? c.json(result.saved)
    : refused(c, `override ${overrideId.slice(0, 60)} of a schedule`, result.error);
}

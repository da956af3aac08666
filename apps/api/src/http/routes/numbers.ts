import type { Hono } from "hono";
import { changeNumber } from "../../services/phones/change-number.ts";
import { confirmVerification } from "../../services/phones/confirm-verification.ts";
import { createNumber } from "../../services/phones/create-number.ts";
import { deleteNumber } from "../../services/phones/delete-number.ts";
import { describeNumber } from "../../services/phones/describe-number.ts";
import { listNumbers } from "../../services/phones/list-numbers.ts";
import { startVerification } from "../../services/phones/start-verification.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import { clientAddress } from "../client-address.ts";
import { codeCallRefused } from "../code-call-refused.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { mount } from "../mount.ts";
import { problem } from "../problem.ts";
import { refused, unknown } from "../refused.ts";
import { list } from "./configuration.ts";

/** Mounts the routes of numbers and of their verification. */
export function mountNumbers(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/numbers", (c) =>
    list(c, (_db, organizationId, page) => listNumbers(c.env, organizationId, page)),
  );
  mount(app, "POST /api/v1/numbers", postNumber);
  mount(app, "GET /api/v1/numbers/:id", getNumber);
  mount(app, "PATCH /api/v1/numbers/:id", patchNumber);
  mount(app, "DELETE /api/v1/numbers/:id", removeNumber);
  mount(app, "POST /api/v1/numbers/:id/verification", postVerification);
  mount(app, "POST /api/v1/numbers/:id/verification/confirm", postCode);
}

async function getNumber(c: AppContext): Promise<Response> {
  const found = await describeNumber(...actingIn(c), idOf(c), nowIso());
  return found === null ? unknown(c, "number") : c.json(found);
}

async function postNumber(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await createNumber(...actingIn(c), body.json, nowIso());
  if (result.ok) return c.json(result.saved, 201);
  if (result.error.reason === "not_found")
    return problem(c, "not_found", "There is no such member or contact in this organization.");
  return refused(c, "number", result.error);
}

async function patchNumber(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeNumber(...actingIn(c), idOf(c), body.json, nowIso());
  return result.ok ? c.json(result.saved) : refused(c, "number", result.error);
}

async function removeNumber(c: AppContext): Promise<Response> {
  const result = await deleteNumber(...actingIn(c), idOf(c), nowIso());
  return result.ok ? c.json(result.deleted) : refused(c, "number", result.error);
}

async function postVerification(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c, {});
  if (!body.ok) return body.answer;
  const of = { id: idOf(c), address: clientAddress(c) };
  const result = await startVerification(...actingIn(c), of, body.json, nowIso());
  if (result.ok) return c.json(result.begun, 202);
  const { error } = result;
  switch (error.reason) {
    case "missing_scope":
    case "missing_role":
    case "invalid_body":
    case "not_found":
    case "settings_conflict":
      return refused(c, "number", error);
    default:
      return codeCallRefused(c, error);
  }
}

async function postCode(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await confirmVerification(...actingIn(c), idOf(c), body.json, nowIso());
  if (result.ok) return c.json({ number: result.number, warnings: [], in_effect: result.in_effect });
  const { error } = result;
  switch (error.reason) {
    case "wrong_code": {
      const { triesLeft } = error;
      const left = triesLeft === 1 ? "1 try is left" : `${triesLeft} tries are left`;
      return problem(c, "wrong_code", `This is not the code of the last call. ${left}.`, {
        members: { tries_left: triesLeft },
      });
    }
    case "no_code":
      return problem(
        c,
        "no_code",
        "No call with a code is open for this number: none was made, its time is over, or its code was used or mistyped too often.",
      );
    default:
      return refused(c, "number", error);
  }
}

import type { Env } from "../../env.ts";
import { listContacts, readContact } from "../../services/contacts/contact-row.ts";
import { type ContactInUse, deleteContact } from "../../services/contacts/delete-contact.ts";
import { saveContact } from "../../services/contacts/save-contact.ts";
import type { InvalidBody } from "../../services/parse-body.ts";
import type { Actor, MissingScope } from "../../services/permission.ts";
import type { AppContext } from "../context.ts";
import { invalidBody, readJsonBody } from "../json-body.ts";
import { problem } from "../problem.ts";
import { list } from "./configuration.ts";

/** `GET /api/v1/contacts` */
export function getContacts(c: AppContext): Promise<Response> {
  return list(c, listContacts);
}

/** `GET /api/v1/contacts/:id` */
export async function getContact(c: AppContext): Promise<Response> {
  const found = await readContact(c.env.DB, c.get("caller").organizationId, idOf(c));
  return found === null ? refused(c, { reason: "not_found" }) : c.json(found);
}

/** `POST /api/v1/contacts` */
export async function postContact(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await saveContact(...actingIn(c), null, body.json, now());
  return result.ok ? c.json(result.saved, 201) : refused(c, result.error);
}

/** `PATCH /api/v1/contacts/:id` */
export async function patchContact(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await saveContact(...actingIn(c), idOf(c), body.json, now());
  return result.ok ? c.json(result.saved) : refused(c, result.error);
}

/** `DELETE /api/v1/contacts/:id` */
export async function removeContact(c: AppContext): Promise<Response> {
  const result = await deleteContact(...actingIn(c), idOf(c), now());
  return result.ok ? c.json(result.deleted) : refused(c, result.error);
}

function idOf(c: AppContext): string {
  return c.req.param("id") ?? "";
}

function now(): string {
  return new Date().toISOString();
}

function actingIn(c: AppContext): [env: Env, actor: Actor] {
  const { scopes, ...caller } = c.get("caller");
  return [c.env, { ...caller, scopes: [...scopes] }];
}

type Failure =
  | MissingScope
  | InvalidBody
  | ContactInUse
  | { reason: "not_found" }
  | { reason: "settings_conflict"; detail: string };

function refused(c: AppContext, error: Failure): Response {
  switch (error.reason) {
    case "invalid_body":
      return invalidBody(c, error);
    case "not_found":
      return problem(c, "not_found", `There is no contact ${idOf(c).slice(0, 60)} in this organization.`);
    case "missing_scope":
    case "settings_conflict":
      return problem(c, error.reason, error.detail);
    case "contact_in_use":
      return problem(c, error.reason, error.detail, { members: error.members });
  }
}

import { listContacts, readContact } from "../../services/contacts/contact-row.ts";
import { deleteContact } from "../../services/contacts/delete-contact.ts";
import { saveContact } from "../../services/contacts/save-contact.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import type { AppContext } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { refused, unknown } from "../refused.ts";
import { list } from "./configuration.ts";

/** `GET /api/v1/contacts` */
export function getContacts(c: AppContext): Promise<Response> {
  return list(c, listContacts);
}

/** `GET /api/v1/contacts/:id` */
export async function getContact(c: AppContext): Promise<Response> {
  const found = await readContact(c.env.DB, c.get("caller").organizationId, idOf(c));
  return found === null ? unknown(c, "contact") : c.json(found);
}

/** `POST /api/v1/contacts` */
export async function postContact(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await saveContact(...actingIn(c), null, body.json, nowIso());
  return result.ok ? c.json(result.saved, 201) : refused(c, "contact", result.error);
}

/** `PATCH /api/v1/contacts/:id` */
export async function patchContact(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await saveContact(...actingIn(c), idOf(c), body.json, nowIso());
  return result.ok ? c.json(result.saved) : refused(c, "contact", result.error);
}

/** `DELETE /api/v1/contacts/:id` */
export async function removeContact(c: AppContext): Promise<Response> {
  const result = await deleteContact(...actingIn(c), idOf(c), nowIso());
  return result.ok ? c.json(result.deleted) : refused(c, "contact", result.error);
}

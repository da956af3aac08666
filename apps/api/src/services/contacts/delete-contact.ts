import type { ContactDeleted } from "@callping/contract/api/projects";
import { prepare } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readContact } from "./contact-row.ts";

export interface ContactInUse {
  reason: "contact_in_use";
  detail: string;
  members: { scenarios: { id: string; name: string }[] };
}

export type DeleteResult =
  | { ok: true; deleted: ContactDeleted }
  | { ok: false; error: MissingScope | ContactInUse | { reason: "not_found" } };

/** Scenarios whose rules or plan name a contact: an id stands in their JSON as a text of its own. */
const USERS =
  "SELECT id, name FROM scenarios WHERE organization_id = ? AND instr(rules || coalesce(plan, ''), ?) > 0";

/**
 * Deletes a contact whom no scenario calls, with their numbers.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function deleteContact(env: Env, actor: Actor, id: string, now: string): Promise<DeleteResult> {
  const forbidden = missingScope(actor, "contacts:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationId } = actor;
  const contact = await readContact(env.DB, organizationId, id);
  if (contact === null) return { ok: false, error: { reason: "not_found" } };
  const named = `"${id}"`;
  const remove = {
    sql: `DELETE FROM contacts WHERE id = ? AND organization_id = ? AND NOT EXISTS (${USERS}) RETURNING id`,
    params: [id, organizationId, organizationId, named],
  };
  const audit = auditIfChanged({
    organizationId,
    actor: { id: actor.keyId, label: actor.keyName },
    action: "contact.deleted",
    subject: id,
    detail: { name: contact.name },
    at: now,
  });
  const [removed] = await env.DB.batch([remove, audit].map((statement) => prepare(env.DB, statement)));
  if (removed?.results.length !== 1) return { ok: false, error: await inUse(env, organizationId, named) };
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  return { ok: true, deleted: { id, in_effect } };
}

async function inUse({ DB }: Env, organizationId: string, named: string): Promise<ContactInUse> {
  const { results } = await DB.prepare(`${USERS} ORDER BY created_at, id LIMIT 50`)
    .bind(organizationId, named)
    .all<{ id: string; name: string }>();
  const names = results.map(({ name }) => `"${name}"`).join(", ");
  return {
    reason: "contact_in_use",
    detail: `These scenarios call this contact: ${names}.`,
    members: { scenarios: results },
  };
}

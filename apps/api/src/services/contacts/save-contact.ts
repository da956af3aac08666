import { type ContactChanged, ContactWrittenSchema, MOST_CONTACTS } from "@callping/contract/api/projects";
import { createId } from "@callping/contract/ids";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readContact } from "./contact-row.ts";

export type SaveResult =
  | { ok: true; saved: ContactChanged }
  | {
      ok: false;
      error:
        | MissingScope
        | InvalidBody
        | { reason: "not_found" }
        | { reason: "settings_conflict"; detail: string };
    };

/**
 * Makes a contact, or renames one. A contact is rung only on a number that they agreed to by a key.
 * @param id `null` for a new one
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function saveContact(
  env: Env,
  actor: Actor,
  id: string | null,
  input: unknown,
  now: string,
): Promise<SaveResult> {
  const forbidden = missingScope(actor, "contacts:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(ContactWrittenSchema, input);
  if (!parsed.ok) return parsed;
  const { organizationId } = actor;
  const { name } = parsed.value;
  const before = id === null ? null : await readContact(env.DB, organizationId, id);
  if (id !== null && before === null) return { ok: false, error: { reason: "not_found" } };
  if (id === null && (await countContacts(env, organizationId)) >= MOST_CONTACTS) {
    const detail = `There are ${MOST_CONTACTS} contacts, the most an organization may have. Delete some first.`;
    return { ok: false, error: { reason: "settings_conflict", detail } };
  }
  const contactId = id ?? createId("contact");
  await runBatch(env.DB, [
    {
      sql: `INSERT INTO contacts (id, organization_id, name, created_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE organization_id = excluded.organization_id`,
      params: [contactId, organizationId, name, now],
    },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: before === null ? "contact.created" : "contact.changed",
      subject: contactId,
      detail: before === null ? { name } : { to: { name }, from: { name: before.name } },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const contact = await readContact(env.DB, organizationId, contactId);
  return contact === null
    ? { ok: false, error: { reason: "not_found" } }
    : { ok: true, saved: { contact, in_effect } };
}

async function countContacts({ DB }: Env, organizationId: string): Promise<number> {
  const row = await DB.prepare("SELECT count(*) AS n FROM contacts WHERE organization_id = ?")
    .bind(organizationId)
    .first<{ n: number }>();
  return row?.n ?? 0;
}

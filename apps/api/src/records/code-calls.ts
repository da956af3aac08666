import { createId } from "@callping/contract/ids";
import type { Statement } from "../db/statement.ts";
import type { CodeCallRecord } from "../objects/code-protocol.ts";

/** Where a contact's number is the one that was rung and agreed, and D1 does not know it yet. */
const NEWLY_AGREED = `code_calls.id = ? AND code_calls.purpose = 'agree' AND code_calls.result IS NOT 'agreed'
  AND contact_phones.number = ?`;

/** How a code call stands. An agreement is written with it, once: the number may ring from then on. */
export function codeCallStatements(row: CodeCallRecord): Statement[] {
  const { id, version, state, result, outcome, call_id, ended_at } = row;
  return [
    ...agreement(row),
    {
      sql: `UPDATE code_calls SET version = ?2, state = ?3, result = ?4, outcome = ?5, call_id = ?6, ended_at = ?7
             WHERE id = ?1 AND version < ?2`,
      params: [id, version, state, result, outcome, call_id, ended_at],
    },
  ];
}

function agreement({ id, number, call_id, agreed }: CodeCallRecord): Statement[] {
  if (agreed === null) return [];
  const { at, wording_version, language, wording } = agreed;
  return [
    {
      sql: `INSERT INTO consents (id, organization_id, phone_id, person_id, person_name, number_hash, number_masked, method,
              wording_version, language, wording, code_call_id, call_id, given_at)
            SELECT ?, contact_phones.organization_id, contact_phones.id, contacts.id, contacts.name, code_calls.number_hash,
              code_calls.number_masked, 'key', ?, ?, ?, code_calls.id, ?, ?
              FROM code_calls
              JOIN contact_phones ON contact_phones.id = code_calls.phone_id
                AND contact_phones.organization_id = code_calls.organization_id
              JOIN contacts ON contacts.id = contact_phones.contact_id
             WHERE ${NEWLY_AGREED} ON CONFLICT (code_call_id) DO NOTHING`,
      params: [createId("consent"), wording_version, language, wording, call_id, at, id, number],
    },
    {
      sql: `UPDATE contact_phones SET verified_at = ? FROM code_calls
             WHERE contact_phones.id = code_calls.phone_id
               AND contact_phones.organization_id = code_calls.organization_id AND ${NEWLY_AGREED}`,
      params: [at, id, number],
    },
  ];
}

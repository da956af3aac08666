import { maskNumber } from "@callping/domain/numbers/mask";
import { OPERATORS_ID } from "../watch/operators.ts";
import { type Database, prepare, runBatch, type Statement } from "../../db/statement.ts";
import { PLATFORM, type SuppressionRecord } from "../../objects/suppression-protocol.ts";
import type { DeskOwner } from "../organizations/push-snapshot.ts";

/** Phones of the number that the change concerns: ?1 the number, ?2 the scope. */
const CONCERNED = `(SELECT phones.id, phones.organization_id, users.name AS owner FROM phones
      JOIN members ON members.id = phones.member_id JOIN users ON users.id = members.user_id
     WHERE phones.number = ?1 AND ?2 IN ('${PLATFORM}', phones.organization_id)
    UNION ALL SELECT contact_phones.id, contact_phones.organization_id, contacts.name FROM contact_phones
      JOIN contacts ON contacts.id = contact_phones.contact_id
     WHERE contact_phones.number = ?1 AND ?2 IN ('${PLATFORM}', contact_phones.organization_id))`;

/** Organizations that call it no more, or may again: those that have it, and the one whose call it was said in. */
const ORGANIZATIONS = `(SELECT organization_id AS id FROM ${CONCERNED} UNION SELECT id FROM organizations WHERE id = ?2)`;

/**
 * Copies a change of a PhoneLine to D1, with its audit rows, the owners' mail and the new versions of configurations.
 * A repeat, after a crash, changes nothing: rows are named after the change. Answers with whose Desks lag.
 * @param number in E.164; kept nowhere: audit and mail have it masked
 */
export async function recordSuppression(
  db: Database,
  record: SuppressionRecord,
  number: string,
): Promise<DeskOwner[]> {
  const { scope, active } = record;
  await runBatch(db, [
    copyStatement(record),
    ...audits(record, number),
    ...(active ? [mails(record, number)] : []),
    {
      sql: `UPDATE organizations SET config_version = config_version + 1 WHERE id IN ${ORGANIZATIONS}`,
      params: [number, scope],
    },
  ]);
  const lagging = `SELECT number, shards FROM organizations WHERE pushed_version <> config_version AND id IN ${ORGANIZATIONS}`;
  const { results } = await prepare(db, { sql: lagging, params: [number, scope] }).all<DeskOwner>();
  return results;
}

/** The row itself; an older version changes nothing. */
export function copyStatement(record: SuppressionRecord): Statement {
  const { digest, scope, active, version, how, by, reason, call_id, at } = record;
  return {
    sql: `INSERT INTO suppressions (digest, scope, active, version, how, by_operator, reason, call_id, changed_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (digest, scope) DO UPDATE SET active = excluded.active, version = excluded.version, how = excluded.how,
            by_operator = excluded.by_operator, reason = excluded.reason, call_id = excluded.call_id, changed_at = excluded.changed_at
          WHERE excluded.version > suppressions.version`,
    params: [digest, scope, Number(active), version, how, by, reason, call_id, new Date(at).toISOString()],
  };
}

/** One row for the scope, and one in each organization for each phone of the number. */
function audits(record: SuppressionRecord, number: string): Statement[] {
  const { digest, scope, active, version, how, by, reason, call_id, at } = record;
  const actor = by === null ? ["holder", "the number's holder"] : [`operator:${by}`, by];
  const detail = JSON.stringify({
    number: maskNumber(number),
    everybody: scope === PLATFORM,
    how,
    reason,
    call_id,
  });
  const action = active ? "number.objected" : "number.objection_lifted";
  const change = `aud_${digest.slice(0, 24)}-${version}`;
  const facts = [...actor, action, detail, new Date(at).toISOString()];
  const columns = "id, organization_id, actor_id, actor_label, action, subject, detail, created_at";
  return [
    {
      sql: `INSERT INTO audit_log (${columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO NOTHING`,
      params: [
        `${change}-${scope === PLATFORM ? "everybody" : scope}`,
        scope === PLATFORM ? OPERATORS_ID : scope,
        ...facts.slice(0, 3),
        null,
        ...facts.slice(3),
      ],
    },
    {
      sql: `INSERT INTO audit_log (${columns})
            SELECT ?3 || '-' || substr(id, 5), organization_id, ?4, ?5, ?6, id, ?7, ?8 FROM ${CONCERNED} WHERE true
            ON CONFLICT (id) DO NOTHING`,
      params: [number, scope, change, ...facts],
    },
  ];
}

/** To every owner of an organization that calls the number no more. */
function mails({ digest, scope, version, how, at }: SuppressionRecord, number: string): Statement {
  return {
    sql: `INSERT INTO outgoing_mail (id, organization_id, user_id, template, data, reference, next_try_at, created_at)
          SELECT 'mai_' || hex(randomblob(13)), organizations.id, members.user_id, 'number_objected',
                 json_object('organization', organizations.name, 'number', ?3, 'how', ?4, 'everybody', json(?5), 'at', ?6,
                   'people', (SELECT json_group_array(owner) FROM (SELECT DISTINCT owner FROM ${CONCERNED}
                               WHERE organization_id = organizations.id ORDER BY owner))),
                 'objection/' || ?7 || '/' || organizations.id || '/' || members.user_id, ?6, ?6
            FROM organizations JOIN members ON members.organization_id = organizations.id AND members.role = 'owner'
           WHERE organizations.id IN ${ORGANIZATIONS} ON CONFLICT (reference) DO NOTHING`,
    params: [
      number,
      scope,
      maskNumber(number),
      how,
      String(scope === PLATFORM),
      new Date(at).toISOString(),
      `${digest}/${version}`,
    ],
  };
}

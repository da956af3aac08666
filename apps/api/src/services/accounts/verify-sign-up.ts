import { TokenSchema } from "@callping/contract/api/accounts";
import { createId } from "@callping/contract/ids";
import { runBatch, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { countLink, type Limited } from "./limits.ts";
import { digestToken, idOfToken, randomId } from "./mail-token.ts";

type Row = {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  organization: string;
  time_zone: string;
  language: string;
  terms_version: string;
  created_at: string;
};

export type VerifyResult =
  | { ok: true; userId: string }
  | { ok: false; error: InvalidBody | Limited | { reason: "link_invalid" } };

/**
 * The link of a sign-up was opened: makes the user, their organization and its owner. Once: of many at the same moment one
 * makes them, and the others find the link used.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function verifySignUp(
  env: Env,
  input: unknown,
  address: string,
  now: string,
): Promise<VerifyResult> {
  const parsed = parseBody(TokenSchema, input);
  if (!parsed.ok) return parsed;
  const { token } = parsed.value;
  const id = idOfToken(token) ?? "";
  const limited = await countLink(env, address, id, now);
  if (limited !== null) return { ok: false, error: limited };
  const row = await env.DB.prepare(
    "SELECT * FROM sign_ups WHERE id = ? AND token_digest = ? AND expires_at > ?",
  )
    .bind(id, await digestToken(env, "sign_up", token), now)
    .first<Row>();
  if (row === null) return { ok: false, error: { reason: "link_invalid" } };
  const userId = createId("user");
  const [made] = await runBatch(env.DB, makeAccount(row, userId, now));
  return made === 1 ? { ok: true, userId } : { ok: false, error: { reason: "link_invalid" } };
}

/** One transaction. What follows the first statement does something only if that one did. */
function makeAccount(row: Row, userId: string, now: string): Statement[] {
  const organizationId = createId("organization");
  const made = { sql: "EXISTS (SELECT 1 FROM users WHERE id = ?)", params: [userId] };
  const slug = toSlug(row.organization);
  const audit = auditStatement({
    organizationId,
    actor: { id: userId, label: row.name },
    action: "organization.created",
    subject: organizationId,
    detail: { name: row.organization, time_zone: row.time_zone, terms_version: row.terms_version },
    at: now,
  });
  return [
    {
      sql: `INSERT INTO users (id, email, name, password_hash, email_verified_at, mail_language, terms_version, terms_accepted_at, created_at)
            SELECT ?, email, name, password_hash, ?, language, terms_version, created_at, ? FROM sign_ups
             WHERE id = ? AND token_digest IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE users.email = sign_ups.email)`,
      params: [userId, now, now, row.id],
    },
    {
      sql: `UPDATE organization_numbers SET last = max(last, coalesce((SELECT max(number) FROM organizations), 1)) + 1 WHERE ${made.sql}`,
      params: made.params,
    },
    {
      sql: `INSERT INTO organizations (id, number, name, slug, time_zone, created_at)
            SELECT ?, last, ?, CASE WHEN EXISTS (SELECT 1 FROM organizations WHERE slug = ?) THEN ? ELSE ? END, ?, ?
              FROM organization_numbers WHERE ${made.sql}`,
      params: [
        organizationId,
        row.organization,
        slug,
        `${slug}-${randomId("").slice(1, 9)}`,
        slug,
        row.time_zone,
        now,
        ...made.params,
      ],
    },
    {
      sql: `INSERT INTO members (id, organization_id, user_id, role, created_at) SELECT ?, ?, ?, 'owner', ? WHERE ${made.sql}`,
      params: [createId("member"), organizationId, userId, now, ...made.params],
    },
    {
      sql: audit.sql.replace(/VALUES \((.+)\)$/, `SELECT $1 WHERE ${made.sql}`),
      params: [...audit.params, ...made.params],
    },
    // Others who signed up with this address meanwhile made nothing of it.
    { sql: `DELETE FROM sign_ups WHERE email = ? AND ${made.sql}`, params: [row.email, ...made.params] },
  ];
}

/** For URLs: letters, digits and dashes. A name in another script has none of them. */
function toSlug(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);
  return plain === "" ? "team" : plain;
}

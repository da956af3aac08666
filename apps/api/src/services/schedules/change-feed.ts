import type { CalendarFeed } from "@callping/contract/api/on-call";
import { prepare, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { toBase64Url } from "../credentials/base64url.ts";
import { digestCredential } from "../credentials/digest.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";

/** Whose calendar: a schedule's, or a member's in all schedules. */
export type FeedSubject = { kind: "schedule" | "member"; id: string };

type Failure = { ok: false; error: MissingScope | { reason: "not_found" } };

/** As in API keys. */
const SECRET_BYTES = 32;

/** `schedule_id` or `member_id`, and the table that must hold it. */
const COLUMNS = { schedule: ["schedule_id", "schedules"], member: ["member_id", "members"] } as const;

/**
 * Makes the secret URL of a calendar, or another one: the one before stops working. Shown this once.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function rotateFeed(
  env: Env,
  actor: Actor,
  subject: FeedSubject,
  now: string,
): Promise<{ ok: true; feed: CalendarFeed } | Failure> {
  const forbidden = missingScope(actor, "schedules:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const secret = toBase64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
  const digest = await digestCredential(env.CREDENTIAL_PEPPER, "calendar_feed", secret);
  const [column, table] = COLUMNS[subject.kind];
  const write: Statement = {
    sql: `INSERT INTO calendar_feeds (token_digest, organization_id, ${column}, created_at)
          SELECT ?, organization_id, id, ? FROM ${table} WHERE id = ? AND organization_id = ?
          ON CONFLICT (${column}) DO UPDATE SET token_digest = excluded.token_digest, created_at = excluded.created_at
          RETURNING token_digest`,
    params: [digest, now, subject.id, actor.organizationId],
  };
  if (!(await run(env, write, actor, "calendar_feed.rotated", subject, now)))
    return { ok: false, error: { reason: "not_found" } };
  const url = new URL(`/api/ical/${secret}.ics`, env.API_ORIGIN).href;
  return { ok: true, feed: { url, created_at: now } };
}

/** Takes the secret URL of a calendar away, if it has one. */
export async function removeFeed(
  env: Env,
  actor: Actor,
  subject: FeedSubject,
  now: string,
): Promise<{ ok: true; removed: boolean } | Failure> {
  const forbidden = missingScope(actor, "schedules:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const write: Statement = {
    sql: `DELETE FROM calendar_feeds WHERE ${COLUMNS[subject.kind][0]} = ? AND organization_id = ? RETURNING token_digest`,
    params: [subject.id, actor.organizationId],
  };
  return { ok: true, removed: await run(env, write, actor, "calendar_feed.removed", subject, now) };
}

/** Whether the statement changed a row; then its audit row is written with it. */
async function run(
  env: Env,
  write: Statement,
  actor: Actor,
  action: string,
  subject: FeedSubject,
  now: string,
): Promise<boolean> {
  const audit = auditIfChanged({
    organizationId: actor.organizationId,
    actor: { id: actor.keyId, label: actor.keyName },
    action,
    subject: subject.id,
    detail: { of: subject.kind },
    at: now,
  });
  const [written] = await env.DB.batch([write, audit].map((statement) => prepare(env.DB, statement)));
  return written?.results.length === 1;
}

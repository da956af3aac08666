import { sessionBounds } from "@callping/domain/accounts/session-bounds";
import type { Statement } from "../../db/statement.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { type Client, deviceOf } from "./client.ts";
import { accountMail } from "./mail-statement.ts";
import { randomId } from "./mail-token.ts";

/** What a cookie is made of. */
export interface StartedSession {
  id: string;
  gen: number;
  methods: string;
  createdAt: string;
  stays: boolean;
}

/**
 * A new session and what goes with it: the audit row, and a mail when the account was used before, but never by this browser.
 * It shows the organization that their last one showed, else the one they are longest in.
 * @param now ISO 8601, UTC, milliseconds.
 */
export function startSession(
  user: { id: string; name: string },
  { methods, stays, client }: { methods: string; stays: boolean; client: Client },
  now: string,
): { session: StartedSession; statements: Statement[] } {
  const id = randomId("ses");
  const at = Date.parse(now);
  const { idleUntil, endsAt } = sessionBounds(at, at, stays);
  const device = deviceOf(client.agent);
  const organization = `(SELECT organization_id FROM members WHERE user_id = ?1 ORDER BY organization_id IS NOT
    (SELECT organization_id FROM sessions WHERE user_id = ?1 ORDER BY last_seen_at DESC LIMIT 1), created_at LIMIT 1)`;
  const audit = auditStatement({
    organizationId: null,
    actor: { id: user.id, label: user.name },
    action: "session.started",
    subject: id,
    detail: { methods, stays, ...client },
    at: now,
  });
  const statements = [
    // Before the session itself, which would be known to itself.
    accountMail({ userId: user.id }, "new_device", { at: now, ...client }, now, {
      sql: `EXISTS (SELECT 1 FROM sessions WHERE user_id = ?) AND NOT EXISTS (SELECT 1 FROM sessions WHERE user_id = ? AND device = ?)`,
      params: [user.id, user.id, device],
    }),
    {
      sql: `INSERT INTO sessions (user_id, organization_id, id, renewed_at, stays, methods, agent, device, address, created_at,
              last_seen_at, idle_until, ends_at) SELECT ?1, ${organization}, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?3, ?3, ?9, ?10`,
      params: [
        user.id,
        id,
        now,
        Number(stays),
        methods,
        client.agent,
        device,
        client.address,
        new Date(idleUntil).toISOString(),
        new Date(endsAt).toISOString(),
      ],
    },
    // In the log of the organization that it shows: its owners see who was there.
    {
      sql: audit.sql.replace(
        /VALUES \((.+)\)$/,
        "SELECT ?1, (SELECT organization_id FROM sessions WHERE id = ?6), ?3, ?4, ?5, ?6, ?7, ?8 WHERE ?2 IS NULL",
      ),
      params: audit.params,
    },
  ];
  return { session: { id, gen: 1, methods, createdAt: now, stays }, statements };
}

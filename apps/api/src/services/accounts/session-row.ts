import type { Role } from "@callping/domain/accounts/roles";
import type { Database } from "../../db/statement.ts";

/** A session that lives, with whom and what it shows. */
export interface LiveSession {
  id: string;
  userId: string;
  gen: number;
  renewedAt: string;
  stays: 0 | 1;
  methods: string;
  agent: string;
  address: string;
  createdAt: string;
  lastSeenAt: string;
  idleUntil: string;
  endsAt: string;
  steppedUpAt: string | null;
  email: string;
  name: string;
  language: string;
  secondFactor: 0 | 1;
  /** `null`, with what follows: they are in no organization. */
  organizationId: string | null;
  organizationName: string | null;
  organizationNumber: number | null;
  slug: string | null;
  timeZone: string | null;
  shards: number | null;
  memberId: string | null;
  role: Role | null;
}

/** Alive: not revoked, used lately, and not older than 90 days. */
export const ALIVE = "revoked_at IS NULL AND idle_until > ? AND ends_at > ?";

const READ = `SELECT s.id, s.user_id AS userId, s.gen, s.renewed_at AS renewedAt, s.stays, s.methods, s.agent, s.address,
    s.created_at AS createdAt, s.last_seen_at AS lastSeenAt, s.idle_until AS idleUntil, s.ends_at AS endsAt,
    s.stepped_up_at AS steppedUpAt, users.email, users.name, users.mail_language AS language,
    EXISTS (SELECT 1 FROM totp_factors WHERE totp_factors.user_id = s.user_id AND confirmed_at IS NOT NULL) AS secondFactor,
    organizations.id AS organizationId, organizations.name AS organizationName, organizations.number AS organizationNumber,
    organizations.slug, organizations.time_zone AS timeZone, organizations.shards, members.id AS memberId, members.role
  FROM sessions AS s JOIN users ON users.id = s.user_id
  LEFT JOIN members ON members.user_id = s.user_id AND members.organization_id = s.organization_id
  LEFT JOIN organizations ON organizations.id = members.organization_id
 WHERE s.id = ? AND ${ALIVE}`;

/**
 * A session with its user and, as a member of it, its organization. Read on every request: what is revoked, or whoever is no
 * member any more, is so at once.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function findSession(db: Database, id: string, now: string): Promise<LiveSession | null> {
  return db.prepare(READ).bind(id, now, now).first<LiveSession>();
}

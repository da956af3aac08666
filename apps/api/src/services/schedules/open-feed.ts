import { toICalendar } from "@callping/domain/schedules/to-icalendar";
import type { Database } from "../../db/statement.ts";
import { digestCredential } from "../credentials/digest.ts";
import { namesOf, readPeople } from "./people.ts";
import { SCHEDULE_ROWS, type ScheduleRow, toSchedule } from "./schedule-row.ts";

/** What a calendar shows: a month back, and half a year ahead. */
const BACK_MS = 31 * 86_400_000;
const AHEAD_MS = 183 * 86_400_000;
/** 32 bytes in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

interface FeedRow {
  organization_id: string;
  schedule_id: string | null;
  member_id: string | null;
}

/**
 * The calendar behind a secret, as RFC 5545 text; `null` for a secret that is malformed, unknown or replaced.
 * @param now milliseconds since the epoch.
 */
export async function openFeed(
  db: Database,
  pepperHex: string,
  secret: string,
  now: number,
): Promise<string | null> {
  if (!SECRET.test(secret)) return null;
  const digest = await digestCredential(pepperHex, "calendar_feed", secret);
  const feed = await db
    .prepare("SELECT organization_id, schedule_id, member_id FROM calendar_feeds WHERE token_digest = ?")
    .bind(digest)
    .first<FeedRow>();
  if (feed === null) return null;
  const { organization_id, schedule_id, member_id } = feed;
  const [{ results }, people] = await Promise.all([
    db
      .prepare(
        `${SCHEDULE_ROWS} WHERE organization_id = ? AND (?2 IS NULL OR id = ?2) ORDER BY created_at, id`,
      )
      .bind(organization_id, schedule_id)
      .all<ScheduleRow>(),
    readPeople(db, organization_id),
  ]);
  const window = { from: now - BACK_MS, to: now + AHEAD_MS };
  const schedules = results.map((row) => ({
    schedule: toSchedule(row),
    changedAt: Date.parse(row.updated_at),
  }));
  return toICalendar(schedules, {
    ...window,
    names: namesOf(people),
    ...(member_id !== null && { memberId: member_id }),
  });
}

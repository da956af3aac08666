import { createId } from "@callping/contract/ids";
import { FINDING_SEVERITIES, type FindingSeverity } from "@callping/domain/readiness/finding";
import { nextMondayNine } from "@callping/domain/readiness/weekly";
import { prepare, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import type { WeeklyReadiness } from "../mail/templates.ts";
import { auditNow } from "./audit-now.ts";

/** An audit is some milliseconds of work; the organizations of a zone share their Monday 09:00. */
const MOST_AT_ONCE = 50;
const WEEK_MS = 7 * 86_400_000;

interface Due {
  id: string;
  number: number;
  shards: number;
  name: string;
  time_zone: string;
  weekly_mail: "findings" | "always" | "never";
  weekly_mail_due_at: string | null;
}

/**
 * Writes the weekly mail of every organization whose Monday 09:00 has come. The mail and the next date are one batch, and
 * one week's mail has one reference a person: a crash loses none and doubles none.
 * @param now milliseconds since the epoch
 */
export async function queueWeeklyMail(env: Env, now: number): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT id, number, shards, name, time_zone, weekly_mail, weekly_mail_due_at FROM organizations
      WHERE weekly_mail_due_at IS NULL OR weekly_mail_due_at <= ? ORDER BY weekly_mail_due_at LIMIT ?`,
  )
    .bind(new Date(now).toISOString(), MOST_AT_ONCE)
    .all<Due>();
  // Of those that have no date yet nothing is written but that.
  const undated = results.filter((due) => due.weekly_mail_due_at === null);
  const dates = undated.map((due) => prepare(env.DB, nextDate(due, now)));
  if (dates.length > 0) await env.DB.batch(dates);
  for (const due of results) {
    if (due.weekly_mail_due_at === null) continue;
    try {
      const mails = await mailsOf(env, due, due.weekly_mail_due_at, now);
      const statements = [...mails, nextDate(due, now)];
      await env.DB.batch(statements.map((statement) => prepare(env.DB, statement)));
    } catch (error) {
      // It stays due and is tried next minute; the others go on.
      console.error("a weekly mail was not written", due.id, String(error));
    }
  }
}

async function mailsOf(env: Env, due: Due, dueAt: string, now: number): Promise<Statement[]> {
  const { weekly_mail: when } = due;
  if (when === "never") return [];
  const { findings, watcher } = await auditNow(env, due, now);
  const count = (severity: FindingSeverity): [FindingSeverity, number] => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ];
  const ofWeek = watcher.filter(({ found_at }) => Date.parse(found_at) > now - WEEK_MS);
  if (when === "findings" && findings.length === 0 && ofWeek.length === 0) return [];
  const week = localDate(Date.parse(dueAt), due.time_zone);
  const data: WeeklyReadiness = {
    organization: due.name,
    week,
    counts: Object.fromEntries(FINDING_SEVERITIES.map(count)) as Record<FindingSeverity, number>,
    watcher: ofWeek.length,
    link: new URL("/api/v1/readiness", env.API_ORIGIN).href,
  };
  const at = new Date(now).toISOString();
  const owners = await env.DB.prepare(
    "SELECT user_id FROM members WHERE organization_id = ? AND role = 'owner' ORDER BY id",
  )
    .bind(due.id)
    .all<{ user_id: string }>();
  return owners.results.map(({ user_id }) => ({
    sql: `INSERT INTO outgoing_mail (id, organization_id, user_id, template, data, reference, next_try_at, created_at)
          VALUES (?, ?, ?, 'weekly_readiness', ?, ?, ?, ?) ON CONFLICT (reference) DO NOTHING`,
    params: [
      createId("mail"),
      due.id,
      user_id,
      JSON.stringify(data),
      `readiness/${due.id}/${week}/${user_id}`,
      at,
      at,
    ],
  }));
}

function nextDate({ id, time_zone, weekly_mail_due_at }: Due, now: number): Statement {
  return {
    sql: "UPDATE organizations SET weekly_mail_due_at = ? WHERE id = ? AND weekly_mail_due_at IS ?",
    params: [new Date(nextMondayNine(now, time_zone)).toISOString(), id, weekly_mail_due_at],
  };
}

function localDate(at: number, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
  } catch {
    return new Date(at).toISOString().slice(0, 10); // A RangeError is how an unknown zone is told.
  }
}

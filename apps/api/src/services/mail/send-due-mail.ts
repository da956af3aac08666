import type { Env } from "../../env.ts";
import type { AccountMail, AccountTemplate } from "../accounts/mail-statement.ts";
import { accountLetter } from "./account-mail.ts";
import { callsHeldBack, type CallsHeldBack, callsSwitched, type CallsSwitched } from "./calls-held-back.ts";
import { type Fetch, type HandedOver, handOver } from "./hand-over.ts";
import { type NobodyAcknowledged, nobodyAcknowledged } from "./nobody-acknowledged.ts";
import { type NumberObjected, numberObjected } from "./number-objected.ts";
import { type Message, type WeeklyReadiness, weeklyReadiness } from "./templates.ts";

/** Two a second are allowed at first; the rest waits a minute. */
const MOST_AT_ONCE = 30;
/** Somebody who took a mail and died is not known to have sent it: it is handed over again after this. */
const LEASE_MS = 2 * 60_000;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 4 * 3_600_000;
/** The provider forgets an idempotency key after 24 hours; a repeat beyond that could be a second mail. */
const GIVE_UP_MS = 20 * 3_600_000;

type Row = {
  id: string;
  email: string;
  template:
    | "weekly_readiness"
    | "nobody_acknowledged"
    | "calls_held_back"
    | "calls_switched"
    | "number_objected"
    | AccountTemplate;
  data: string;
  tries: number;
  first_try_at: string;
};

/**
 * Hands over what is due, one after the other. A crash at any moment repeats under the same idempotency key.
 * @param now milliseconds since the epoch
 */
export async function sendDueMail(
  env: Env,
  now: number,
  fetchIt: Fetch = (url, init) => fetch(url, init),
): Promise<void> {
  for (const row of await claim(env.DB, now)) {
    const message = await messageOf(env, row);
    const outcome = await handOver(env, { to: row.email, key: `callping/${row.id}`, message }, fetchIt);
    await record(env.DB, row, outcome, now);
  }
}

/** What is stored was written by this Worker alone. */
async function messageOf(env: Env, { template, data }: Row): Promise<Message> {
  const { API_ORIGIN } = env;
  switch (template) {
    case "weekly_readiness":
      return weeklyReadiness(JSON.parse(data) as WeeklyReadiness);
    case "nobody_acknowledged":
      return nobodyAcknowledged(JSON.parse(data) as NobodyAcknowledged, API_ORIGIN);
    case "calls_held_back":
      return callsHeldBack(JSON.parse(data) as CallsHeldBack, API_ORIGIN);
    case "calls_switched":
      return callsSwitched(JSON.parse(data) as CallsSwitched, API_ORIGIN);
    case "number_objected":
      return numberObjected(JSON.parse(data) as NumberObjected, API_ORIGIN);
    default:
      return accountLetter(env, template, JSON.parse(data) as AccountMail);
  }
}

async function claim(db: D1Database, now: number): Promise<Row[]> {
  const { results } = await db
    .prepare(
      `UPDATE outgoing_mail SET tries = tries + 1, next_try_at = ?1, first_try_at = coalesce(first_try_at, ?2)
        WHERE id IN (SELECT id FROM outgoing_mail WHERE state = 'waiting' AND next_try_at <= ?2 ORDER BY next_try_at LIMIT ?3)
        RETURNING id, template, data, tries, first_try_at, coalesce(recipient, (SELECT email FROM users WHERE users.id = user_id)) AS email`,
    )
    .bind(iso(now + LEASE_MS), iso(now), MOST_AT_ONCE)
    .all<Row>();
  return results;
}

async function record(db: D1Database, row: Row, outcome: HandedOver, now: number): Promise<void> {
  if (outcome.ok) {
    await db
      .prepare("UPDATE outgoing_mail SET state = 'sent', provider_id = ?, failure = NULL WHERE id = ?")
      .bind(outcome.providerId, row.id)
      .run();
    return;
  }
  const next = now + waitFor(row.tries, outcome.afterSeconds);
  const again = outcome.later && next < Date.parse(row.first_try_at) + GIVE_UP_MS;
  console.warn(JSON.stringify({ event: "mail_not_sent", mail: row.id, failure: outcome.failure, again }));
  await db
    .prepare("UPDATE outgoing_mail SET state = ?, next_try_at = ?, failure = ? WHERE id = ?")
    .bind(again ? "waiting" : "failed", iso(next), outcome.failure, row.id)
    .run();
}

/** A minute, two, four … and never sooner than the provider says. */
function waitFor(tries: number, afterSeconds: number | null): number {
  const backoff = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
  return Math.max(backoff, (afterSeconds ?? 0) * 1000);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

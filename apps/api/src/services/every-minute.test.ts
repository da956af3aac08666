import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../db/demo.ts";
import { projectRows } from "../records/project-rows.ts";
import { alertRecord } from "../records/testing/outbox.ts";
import type { AlertRecord, OutboxRow } from "../objects/desk-protocol.ts";
import type { Env } from "../env.ts";
import { type Harness, openHarness } from "../http/testing/harness.ts";
import { detail, seedAlerts } from "../http/testing/seed-records.ts";
import type { Fetch } from "./mail/hand-over.ts";
import { sendDueMail } from "./mail/send-due-mail.ts";
import { queueWeeklyMail } from "./readiness/queue-weekly-mail.ts";
import { watchOrganizations } from "./watch/watch-organizations.ts";

const MONDAY_9 = Date.parse("2026-11-23T09:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
  harness.env.DEPLOYMENT = "local";
});
afterAll(() => harness.dispose());

interface Sent {
  to: string;
  key: string;
  subject: string;
  text: string;
}
let sent: Sent[];
/** What the provider answers, by turns; then 200. */
let answers: (Response | Error)[];
const provider: Fetch = async (url, init) => {
  const headers = new Headers(init.headers);
  expect([url, headers.get("authorization")]).toEqual([
    "https://mail.example/emails",
    "Bearer re_of_the_test",
  ]);
  const body = await new Response(init.body ?? null).json<{ to: string[]; subject: string; text: string }>();
  sent.push({ ...body, to: body.to.join(), key: headers.get("idempotency-key") ?? "" });
  const answer = answers.shift() ?? Response.json({ id: "of-the-provider" });
  if (answer instanceof Error) throw answer;
  return answer;
};
const run = (sql: string) => harness.db.prepare(sql).run();
const rows = async () =>
  (
    await harness.db
      .prepare("SELECT state, tries, failure, user_id FROM outgoing_mail ORDER BY user_id")
      .all()
  ).results;

beforeEach(async () => {
  sent = [];
  answers = [];
  harness.env.DEPLOYMENT = "production";
  await run("DELETE FROM outgoing_mail");
  await run(
    "UPDATE organizations SET weekly_mail = 'findings', weekly_mail_due_at = NULL, watched_at = NULL",
  );
  // Who is found unreachable where numbers of fiction are refused: everybody.
  await run("UPDATE phones SET enabled = 1");
});

/** D1 with a part that fails. */
const withDb = (failing: Partial<Pick<D1Database, "batch" | "prepare">>): Env => {
  const { DB } = harness.env;
  const db = { prepare: (sql: string) => DB.prepare(sql), batch: DB.batch.bind(DB), ...failing };
  return { ...harness.env, DB: db as unknown as D1Database };
};
const queue = (at: number) => queueWeeklyMail(harness.env, at);
const send = (at: number) => sendDueMail(harness.env, at, provider);

describe("an alert that nobody acknowledged", () => {
  afterAll(() => run("DELETE FROM alerts"));

  const exhausted = (more: Partial<AlertRecord> = {}): OutboxRow => ({
    id: 1,
    ...alertRecord({
      id: "alr_lost",
      organization_id: harness.organizationId,
      endpoint_id: DEMO.endpointId,
      state: "exhausted",
      title: "Secret of a customer",
      closed_at: new Date(MONDAY_9).toISOString(),
      close_reason: "nobody pressed a key",
      ...more,
    }),
  });

  it("is mailed to its organization's owners, once, without a word of it", async () => {
    await projectRows(harness.db, [exhausted()]);
    await projectRows(harness.db, [exhausted({ version: 2 })]);
    await send(MONDAY_9);
    await send(MONDAY_9 + MINUTE_MS);
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
      ["ada@example.invalid", "CallPing: nobody acknowledged a critical alert of Demo"],
    ]);
    expect(sent[0]?.text).toContain("https://api.callping.example/api/v1/alerts/alr_lost");
    expect(sent[0]?.text).toContain("from Demo endpoint of Demo");
    expect(JSON.stringify(sent)).not.toContain("Secret");
  });

  it.each<[string, Partial<AlertRecord>]>([
    ["that somebody acknowledged", { state: "acknowledged", closed_at: null }],
    ["that is resolved", { state: "resolved" }],
    ["of a tool's test button", { test: true }],
    ["of an organization that is gone", { organization_id: "org_gone" }],
  ])("is not one %s", async (_, more) => {
    await projectRows(harness.db, [exhausted({ id: `alr_${_.length}`, ...more })]);
    expect(await rows()).toEqual([]);
  });
});

describe("the weekly mail", () => {
  it("is written at Monday 09:00 of each organization's zone, once a week, to the owners alone", async () => {
    await run(`UPDATE organizations SET time_zone = 'America/New_York' WHERE id = 'org_L2'`);
    await queue(MONDAY_9 - DAY_MS);
    expect(await rows()).toEqual([]);
    await queue(MONDAY_9);
    await queue(MONDAY_9 + MINUTE_MS);
    expect((await rows()).map(({ user_id }) => user_id)).toEqual(["usr_00000000000000000000000D01"]);
    await queue(MONDAY_9 + 5 * HOUR_MS);
    expect((await rows()).map(({ user_id }) => user_id)).toEqual([
      "usr_00000000000000000000000D01",
      "usr_L2-0",
    ]);
    await queue(MONDAY_9 + 7 * DAY_MS);
    expect(await rows()).toHaveLength(3);
    await run(`UPDATE organizations SET time_zone = 'UTC' WHERE id = 'org_L2'`);
  });

  it("holds counts and a link: no names of people, no numbers", async () => {
    await queue(MONDAY_9 - 1);
    await queue(MONDAY_9);
    await send(MONDAY_9);
    const [mail] = sent.filter(({ to }) => to === "ada@example.invalid");
    expect(mail?.subject).toBe("CallPing readiness of Demo: some alerts would ring nobody");
    expect(mail?.text).toContain("- 1 alert that would ring nobody");
    expect(mail?.text).toContain("https://api.callping.example/api/v1/readiness");
    expect(JSON.stringify(sent)).not.toMatch(/\+33|Grace|Ada Example/);
  });

  it("says nothing where there is nothing to say, unless it is asked for always", async () => {
    harness.env.DEPLOYMENT = "local";
    await run("UPDATE organizations SET weekly_mail = 'always' WHERE id = 'org_L2'");
    await run(`UPDATE phones SET quiet_hours = NULL`);
    await queue(MONDAY_9 - 1);
    await queue(MONDAY_9);
    const all = await rows();
    expect(all.map(({ user_id }) => user_id)).toEqual(["usr_L2-0"]);
    await run("UPDATE organizations SET weekly_mail = 'never'");
    await queue(MONDAY_9 + 7 * DAY_MS);
    expect(await rows()).toHaveLength(1);
  });

  it("the page that a crash between writing and dating would have doubled, or lost", async () => {
    await queue(MONDAY_9 - 1);
    await queueWeeklyMail(withDb({ batch: () => Promise.reject(new Error("D1 is away")) }), MONDAY_9);
    expect(await rows()).toEqual([]);
    // Two sweeps at once, and one whose answer was lost: the same mails, once.
    await Promise.all([queue(MONDAY_9 + MINUTE_MS), queue(MONDAY_9 + MINUTE_MS)]);
    await run(`UPDATE organizations SET weekly_mail_due_at = '${new Date(MONDAY_9).toISOString()}'`);
    await queue(MONDAY_9 + 2 * MINUTE_MS);
    expect(await rows()).toHaveLength(2);
  });
});

describe("mail on its way out", () => {
  beforeEach(async () => {
    await queue(MONDAY_9 - 1);
    await queue(MONDAY_9);
    await run("DELETE FROM outgoing_mail WHERE organization_id = 'org_L2'");
  });
  const state = async () => (await rows()).map(({ state: now, tries, failure }) => [now, tries, failure]);

  it("is handed over once", async () => {
    await send(MONDAY_9);
    await send(MONDAY_9 + DAY_MS);
    expect([sent.length, await state()]).toEqual([1, [["sent", 1, null]]]);
  });

  it.each([
    ["429", Response.json({ name: "rate_limit_exceeded" }, { status: 429 }), "429 rate_limit_exceeded"],
    ["500", Response.json({ name: "application_error" }, { status: 500 }), "500 application_error"],
    ["silence", new Error("timed out"), "no answer: Error: timed out"],
    [
      "another hand-over under way",
      Response.json({ name: "concurrent_idempotent_requests" }, { status: 409 }),
      "409 concurrent_idempotent_requests",
    ],
  ])("is tried again after %s, under the same key and to the same letter", async (_, answer, failure) => {
    answers = [answer];
    await send(MONDAY_9);
    expect(await state()).toEqual([["waiting", 1, failure]]);
    await send(MONDAY_9 + MINUTE_MS - 1);
    expect(sent).toHaveLength(1);
    await send(MONDAY_9 + MINUTE_MS);
    expect([sent.length, sent[1]]).toEqual([2, sent[0]]);
    expect(await state()).toEqual([["sent", 2, null]]);
  });

  it("waits as long as the provider says", async () => {
    answers = [Response.json({}, { status: 429, headers: { "retry-after": "600" } })];
    await send(MONDAY_9);
    await send(MONDAY_9 + 9 * MINUTE_MS);
    expect(sent).toHaveLength(1);
    await send(MONDAY_9 + 10 * MINUTE_MS);
    expect(await state()).toEqual([["sent", 2, null]]);
  });

  it.each([400, 401, 403, 422])("that is refused with %i is recorded as failed", async (status) => {
    answers = [Response.json({ name: "validation_error" }, { status })];
    await send(MONDAY_9);
    await send(MONDAY_9 + DAY_MS);
    expect([sent.length, await state()]).toEqual([1, [["failed", 1, `${status} validation_error`]]]);
  });

  it("is given up before the provider forgets its key", async () => {
    for (let at = MONDAY_9; at < MONDAY_9 + 2 * DAY_MS; at += HOUR_MS) {
      answers = [new Error("away")];
      await send(at);
    }
    const last = await state();
    expect(last[0]?.[0]).toBe("failed");
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    expect(sent.length).toBeLessThan(12);
  });

  it("the mail whose sender died before it wrote down that it was sent: the same key again", async () => {
    const prepare = (sql: string) => {
      if (sql.includes("state = 'sent'")) throw new Error("died");
      return harness.env.DB.prepare(sql);
    };
    await expect(sendDueMail(withDb({ prepare }), MONDAY_9, provider)).rejects.toThrow("died");
    await send(MONDAY_9 + 3 * MINUTE_MS);
    expect([sent.length, sent[1]?.key]).toEqual([2, sent[0]?.key]);
    expect((await state())[0]?.[0]).toBe("sent");
  });

  it("of a local installation goes to its own machine only", async () => {
    harness.env.DEPLOYMENT = "local";
    await send(MONDAY_9);
    expect([sent, (await state())[0]?.[0]]).toEqual([[], "failed"]);
  });
});

describe("the hourly round of the watcher", () => {
  it("asks each organization's Desks about what D1 has open, and names what nobody knows", async () => {
    const at = Date.now() + DAY_MS;
    const [known, lost] = [detail("alr_known", 1), detail("alr_lost", 2)];
    await seedAlerts(harness.db, DEMO.organizationId, [known, lost]);
    harness.desks.alerts.set("desk:1:0", [known]);
    await watchOrganizations(harness.env, at);
    await watchOrganizations(harness.env, at + MINUTE_MS);
    expect(harness.desks.rounds.toSorted((a, b) => (a.desk < b.desk ? -1 : 1))).toEqual([
      { desk: "desk:1:0", recorded: ["alr_lost", "alr_known"] },
      { desk: "desk:2:0", recorded: [] },
    ]);
    expect(harness.desks.unknown).toEqual([{ desk: "desk:1:0", alerts: ["alr_lost"] }]);
    harness.desks.failures = 1;
    await watchOrganizations(harness.env, at + HOUR_MS);
    expect(harness.desks.rounds).toHaveLength(3);
  });
});

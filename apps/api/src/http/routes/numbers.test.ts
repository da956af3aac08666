import {
  NumberChangedSchema,
  NumberDeletedSchema,
  NumberDetailSchema,
  VerificationBegunSchema,
} from "@callping/contract/api/numbers";
import { NumberListSchema } from "@callping/contract/api/configuration";
import { ContactChangedSchema } from "@callping/contract/api/projects";
import { nightUntil } from "@callping/domain/code-calls/daytime";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { codeOf } from "../../services/code-calls/code-of.ts";
import { type Harness, KEYS, openHarness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(async () => {
  harness.desks.reset();
  harness.desks.codeCalls = [];
  harness.desks.requestCodeCall = () => ({ ok: true });
  await harness.db.batch(
    ["limit_counts", "code_calls", "phones WHERE number GLOB '+38067*'"].map((rows) =>
      harness.db.prepare(`DELETE FROM ${rows}`),
    ),
  );
});

const PATH = "/api/v1/numbers";
const STRANGER = "mem_L2-0";
let taken = 0; // Each test has a mobile of its own.
const fresh = (): string => `+38067${String(1_000_000 + (taken += 1))}`;

function ask(method: string, path: string, body?: unknown, key: string = KEYS.own): Promise<Response> {
  return harness.api(path, key, {
    method,
    headers: { "cf-connecting-ip": "203.0.113.9" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
async function answer<Schema extends v.GenericSchema>(
  asked: Promise<Response>,
  status: number,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const answered = await asked;
  const json: unknown = await answered.json();
  expect([answered.status, json]).toEqual([status, json]);
  return v.parse(schema, json);
}
const refusal = async (asked: Promise<Response>) => {
  const answered = await asked;
  const body = await answered.json<{ code: string; problems?: { path: string }[] }>();
  return [answered.status, body.code, ...(body.problems ?? []).map(({ path }) => path)];
};
const add = async (body: object = {}, key?: string) =>
  (
    await answer(
      ask("POST", PATH, { member_id: DEMO.ownerMemberId, number: fresh(), ...body }, key),
      201,
      NumberChangedSchema,
    )
  ).number;
/** A contact is not woken, whatever the clock says when this runs. */
const whereItIsDay = (): string => {
  const telephones = { FR: "+33612345678", JP: "+819012345678", US: "+12124567890" };
  const [awake] = Object.entries(telephones).filter(([region]) => nightUntil(region, Date.now()) === null);
  return awake?.[1] ?? "";
};
const read = (id: string, key?: string) =>
  answer(ask("GET", `${PATH}/${id}`, undefined, key), 200, NumberDetailSchema);
const contact = async () =>
  (await answer(ask("POST", "/api/v1/contacts", { name: "Grandmother" }), 201, ContactChangedSchema)).contact
    .id;
const verify = (id: string, body: object = { now: true }, key?: string) =>
  ask("POST", `${PATH}/${id}/verification`, body, key);
const begin = (id: string) => answer(verify(id), 202, VerificationBegunSchema);
const confirm = (id: string, code: string, key?: string) =>
  ask("POST", `${PATH}/${id}/verification/confirm`, { code }, key);
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const primaries = async (): Promise<string[]> =>
  (await answer(ask("GET", `${PATH}?limit=200`), 200, NumberListSchema)).data.flatMap((one) =>
    one.primary && one.member?.id === DEMO.ownerMemberId ? one.id : [],
  );
const audit = async (subject: string) => {
  const { results } = await harness.db
    .prepare("SELECT action, detail FROM audit_log WHERE subject = ? ORDER BY id")
    .bind(subject)
    .all<{ action: string; detail: string }>();
  return results;
};

describe("a number", () => {
  it("is added unverified, in its canonical form, told to the Desk and audited masked", async () => {
    const number = fresh();
    const saved = await add({ number: `+380 67-${number.slice(6)}`, label: "Mobile", ring_seconds: 40 });
    expect(saved).toMatchObject({
      number,
      label: "Mobile",
      primary: false,
      verified_at: null,
      ring_seconds: 40,
      verification: { state: "unverified", last_call: null, consent: null },
      cooldown: { next_call_at: null, held_by: null },
    });
    const pushed = harness.desks.snapshots.at(-1)?.snapshot.phones.find(({ id }) => id === saved.id);
    expect(pushed).toMatchObject({ verified: false, ring_seconds: 40 });
    const rows = await audit(saved.id);
    expect(rows.map(({ action }) => action)).toEqual(["number.created"]);
    expect(JSON.stringify(rows)).not.toContain(number);
    expect(JSON.stringify(rows)).toContain("+380••••••");
  });

  it.each([
    ["an emergency number", "+33112", "invalid_syntax"],
    ["a premium number", "+33899123456", undefined],
    ["a browser's", "+999123456789012", undefined],
    ["fiction, where a real trunk would call it", "+33199001234", "fiction_number"],
  ])("that is %s is refused with its reason", async (_, number, reason) => {
    const answered = await ask("POST", PATH, { member_id: DEMO.ownerMemberId, number });
    const body = await answered.json<{ code: string; reason: string; detail: string }>();
    expect([answered.status, body.code]).toEqual([422, "number_refused"]);
    if (reason !== undefined) expect(body.reason).toBe(reason);
    expect(body.detail.length).toBeGreaterThan(20);
  });

  it("needs an owner of this organization, and a body without mistakes", async () => {
    const number = fresh();
    expect(await refusal(ask("POST", PATH, { number }))).toEqual([400, "invalid_body", "member_id"]);
    expect(await refusal(ask("POST", PATH, { member_id: STRANGER, number }))).toEqual([404, "not_found"]);
    expect(
      await refusal(
        ask("POST", PATH, { member_id: DEMO.ownerMemberId, number, ring_seconds: 1, language: "xx" }),
      ),
    ).toEqual([400, "invalid_body", expect.any(String), expect.any(String)]);
    expect(
      await refusal(ask("POST", PATH, { member_id: DEMO.ownerMemberId, number }, KEYS.callsOnly)),
    ).toEqual([403, "missing_scope"]);
    await add({ number });
    expect(await refusal(ask("POST", PATH, { member_id: DEMO.ownerMemberId, number }))).toEqual([
      409,
      "settings_conflict",
    ]);
  });

  it("is the primary when it is made that, and then no other is; the next takes the place of a deleted one", async () => {
    const [before] = await primaries();
    const second = await add({ primary: true });
    expect(await primaries()).toEqual([second.id]);
    expect(await refusal(ask("PATCH", `${PATH}/${second.id}`, { primary: false }))).toEqual([
      400,
      "invalid_body",
      "primary",
    ]);
    await answer(ask("PATCH", `${PATH}/${before}`, { primary: true }), 200, NumberChangedSchema);
    expect(await primaries()).toEqual([before]);
    await answer(ask("PATCH", `${PATH}/${second.id}`, { primary: true }), 200, NumberChangedSchema);
    const deleted = await answer(ask("DELETE", `${PATH}/${second.id}`), 200, NumberDeletedSchema);
    expect(deleted.primary_id).toBe(before);
    expect(await primaries()).toEqual([before]);
    expect((await audit(second.id)).map(({ action }) => action)).toEqual([
      "number.created",
      "number.changed",
      "number.deleted",
    ]);
  });

  it("whose deletion leaves somebody unreachable says so", async () => {
    const key = KEYS.stranger;
    const only = await add({ member_id: STRANGER, primary: true }, key);
    // Their other one is reserved for fiction: no real trunk calls it.
    await harness.db.prepare("UPDATE phones SET verified_at = created_at WHERE id = ?").bind(only.id).run();
    const disabled = await answer(
      ask("PATCH", `${PATH}/${only.id}`, { enabled: false }, key),
      200,
      NumberChangedSchema,
    );
    expect(disabled.warnings.length).toBeGreaterThan(0);
    await answer(ask("PATCH", `${PATH}/${only.id}`, { enabled: true }, key), 200, NumberChangedSchema);
    const deleted = await answer(
      ask("DELETE", `${PATH}/${only.id}`, undefined, key),
      200,
      NumberDeletedSchema,
    );
    expect(deleted.primary_id).not.toBe(only.id);
    expect(deleted.warnings.length).toBeGreaterThan(0);
  });

  it("that changes is another telephone: verified no more", async () => {
    const made = await add();
    await harness.db.prepare("UPDATE phones SET verified_at = created_at WHERE id = ?").bind(made.id).run();
    const same = await answer(
      ask("PATCH", `${PATH}/${made.id}`, { label: "Work" }),
      200,
      NumberChangedSchema,
    );
    expect(same.number.verification.state).toBe("verified");
    const number = fresh();
    const other = await answer(ask("PATCH", `${PATH}/${made.id}`, { number }), 200, NumberChangedSchema);
    expect(other.number).toMatchObject({ number, verified_at: null, verification: { state: "unverified" } });
    expect(harness.desks.snapshots.at(-1)?.snapshot.phones.find(({ id }) => id === made.id)?.verified).toBe(
      false,
    );
  });

  it("shows what holds calls to it now", async () => {
    const { id } = await add();
    const at = Date.parse("2026-11-22T12:00:00.000Z");
    harness.neighbours.line = { last_call_at: at, next_call_at: at + 60_000, held_by: "cooldown" };
    expect((await read(id)).cooldown).toEqual({
      last_call_at: "2026-11-22T12:00:00.000Z",
      next_call_at: "2026-11-22T12:01:00.000Z",
      held_by: "cooldown",
    });
    harness.neighbours.line = { last_call_at: null, next_call_at: null, held_by: null };
  });

  it("of another organization is not there: not read, changed, deleted, rung or confirmed", async () => {
    const { id } = await add();
    const key = KEYS.stranger;
    const one = `${PATH}/${id}`;
    for (const asked of [
      ask("GET", one, undefined, key),
      ask("PATCH", one, { label: "Mine" }, key),
      ask("DELETE", one, undefined, key),
      verify(id, { now: true }, key),
      confirm(id, "123456", key),
    ])
      expect(await refusal(asked)).toEqual([404, "not_found"]);
    expect(harness.desks.codeCalls).toEqual([]);
    expect((await read(id)).label).toBe("Phone");
  });
});

describe("verification", () => {
  it("rings the number for a code; the code verifies it, once, and the consent is on record", async () => {
    const made = await add({ language: "de" });
    const begun = await begin(made.id);
    expect(begun).toMatchObject({ purpose: "verify", language: "de" });
    expect(begun.says).toMatch(/^CallPing\. .*Code/);
    expect(harness.desks.codeCalls).toMatchObject([
      {
        desk: "desk:1:0",
        request: { id: begun.id, purpose: "verify", number: made.number, phone_id: made.id },
      },
    ]);
    expect((await read(made.id)).verification).toMatchObject({
      state: "calling",
      last_call: { id: begun.id, result: null, tries_left: 5 },
    });
    const code = await codeOf(harness.env, begun.id);
    // D1 does not know yet that it was spoken.
    const over = { state: "over", result: "spoken", outcome: "hung_up", call_id: "cal_1" } as const;
    harness.desks.codeRecords = [
      { id: begun.id, version: 9, number: made.number, ended_at: null, agreed: null, ...over },
    ];
    expect((await read(made.id)).verification).toMatchObject({
      state: "waiting_for_code",
      last_call: { result: "spoken", call_id: "cal_1" },
    });
    const { number } = await answer(
      confirm(made.id, `${code.slice(0, 3)} ${code.slice(3)}`),
      200,
      NumberChangedSchema,
    );
    expect(number.verification).toMatchObject({
      state: "verified",
      consent: { method: "code", person: { id: DEMO.ownerMemberId }, wording_version: 1, language: "de" },
    });
    expect(number.verification.consent?.wording).toMatch(/^CallPing\. /);
    expect(harness.desks.snapshots.at(-1)?.snapshot.phones.find(({ id }) => id === made.id)?.verified).toBe(
      true,
    );
    expect(await refusal(confirm(made.id, code))).toEqual([409, "no_code"]);
    expect(await refusal(verify(made.id))).toEqual([409, "settings_conflict"]);
    expect((await audit(made.id)).map(({ action }) => action)).toEqual([
      "number.created",
      "number.verification_started",
      "number.verified",
    ]);
    const stored = await harness.db.prepare("SELECT * FROM code_calls WHERE id = ?").bind(begun.id).first();
    expect(JSON.stringify(stored)).not.toContain(code);
  });

  it("of 30 parallel uses of one code takes one, and of 30 parallel guesses looks at five", async () => {
    const used = await add();
    const { id } = await begin(used.id);
    const code = await codeOf(harness.env, id);
    // Tries are counted before the code is looked at: five of thirty get that far.
    const answers = await Promise.all(Array.from({ length: 30 }, () => confirm(used.id, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { results } = await harness.db
      .prepare("SELECT id FROM consents WHERE phone_id = ?")
      .bind(used.id)
      .all();
    expect(results).toHaveLength(1);
    const guessed = await add();
    const other = await begin(guessed.id);
    const right = await codeOf(harness.env, other.id);
    const guesses = await Promise.all(Array.from({ length: 30 }, () => confirm(guessed.id, wrong(right))));
    expect(guesses.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(await refusal(confirm(guessed.id, right))).toEqual([409, "no_code"]);
    expect((await read(guessed.id)).verified_at).toBeNull();
  });

  it("says how many tries are left, and that none was called", async () => {
    const made = await add();
    expect(await refusal(confirm(made.id, "123456"))).toEqual([409, "no_code"]);
    const { id } = await begin(made.id);
    const answered = await confirm(made.id, wrong(await codeOf(harness.env, id)));
    expect(await answered.json()).toMatchObject({ code: "wrong_code", tries_left: 4 });
  });

  it("ends after ten minutes, with another call, and with another number", async () => {
    const made = await add();
    const old = await begin(made.id);
    await harness.db
      .prepare("UPDATE code_calls SET expires_at = ? WHERE id = ?")
      .bind(new Date(Date.now() - 1).toISOString(), old.id)
      .run();
    expect(await refusal(confirm(made.id, await codeOf(harness.env, old.id)))).toEqual([409, "no_code"]);
    const first = await begin(made.id);
    const second = await begin(made.id);
    expect(await refusal(confirm(made.id, await codeOf(harness.env, first.id)))).toEqual([422, "wrong_code"]);
    await answer(ask("PATCH", `${PATH}/${made.id}`, { number: fresh() }), 200, NumberChangedSchema);
    expect(await refusal(confirm(made.id, await codeOf(harness.env, second.id)))).toEqual([409, "no_code"]);
  });

  it("of a contact asks for a key: there is no code to type", async () => {
    const contact_id = await contact();
    const made = await add({ member_id: undefined, contact_id, number: whereItIsDay() });
    expect(made).toMatchObject({ primary: true, member: null, contact: { id: contact_id } });
    const begun = await begin(made.id);
    expect(begun.purpose).toBe("agree");
    expect(begun.says).toMatch(/A team asks .* one Press 1 to agree/);
    expect(await refusal(confirm(made.id, await codeOf(harness.env, begun.id)))).toEqual([409, "no_code"]);
    expect((await read(made.id)).verification.state).toBe("calling");
  });
});

describe("code calls are limited", () => {
  const limitOf = async (asked: Promise<Response>) => {
    const answered = await asked;
    const { code, limit } = await answered.json<{ code: string; limit: string }>();
    return [answered.status, code, limit, Number(answered.headers.get("retry-after")) > 80_000];
  };

  it("to three a day to a number, exactly, whoever asks", async () => {
    const made = await add();
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify(made.id)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(3);
    expect(harness.desks.codeCalls).toHaveLength(3);
    const again = await add({ member_id: STRANGER, number: made.number }, KEYS.stranger);
    expect(await limitOf(verify(again.id, { now: true }, KEYS.stranger))).toEqual([
      429,
      "code_call_limited",
      "3 code calls a day to a number",
      true,
    ]);
  });

  it("to five a day of an organization; another one goes on", async () => {
    const made = [await add(), await add()];
    const ids = made.flatMap(({ id }) => [id, id, id]);
    const answers = [];
    for (const id of ids) answers.push(await verify(id));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 429]);
    expect(await limitOf(verify((await add()).id))).toMatchObject([
      429,
      "code_call_limited",
      "5 code calls a day of an organization",
      true,
    ]);
    const other = await add({ member_id: STRANGER }, KEYS.stranger);
    expect((await verify(other.id, { now: true }, KEYS.stranger)).status).toBe(202);
  });

  it("and nobody is rung when the limits cannot be counted, or the Desk not be reached", async () => {
    const made = await add();
    harness.desks.failures = 1;
    const answered = await verify(made.id);
    expect([answered.status, answered.headers.get("retry-after")]).toEqual([503, "10"]);
    await harness.db.prepare("ALTER TABLE limit_counts RENAME TO limit_counts_away").run();
    try {
      expect(await refusal(verify(made.id))).toEqual([503, "code_call_unavailable"]);
    } finally {
      await harness.db.prepare("ALTER TABLE limit_counts_away RENAME TO limit_counts").run();
    }
    expect(harness.desks.codeCalls).toEqual([]);
  });

  it("and whoever objected is not rung", async () => {
    const made = await add();
    harness.desks.requestCodeCall = () => ({ ok: false, reason: "objected" });
    expect(await refusal(verify(made.id))).toEqual([409, "number_objected"]);
  });
});

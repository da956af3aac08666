import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runBatch } from "../db/statement.ts";
import { openHarness, type Harness } from "../http/testing/harness.ts";
import type { CodeCallRecord } from "../objects/code-protocol.ts";
import { codeCallStatements } from "./code-calls.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());

const AT = "2026-11-22T12:00:00.000Z";
const record = (id: string, version: number, more: Partial<CodeCallRecord> = {}): CodeCallRecord => ({
  id,
  version,
  number: "+380671234567",
  state: "calling",
  result: "agreed",
  outcome: null,
  call_id: "cal_1",
  ended_at: null,
  agreed: { at: AT, wording_version: 1, language: "en", wording: "Press 1 to agree." },
  ...more,
});

/** A contact of the demo's whose number was rung for the call `id`, ordered by an organization. */
async function ring(id: string, organizationId = harness.organizationId): Promise<string> {
  const contact = `con_${id}`;
  const phone = `pho_${id}`;
  await runBatch(harness.db, [
    {
      sql: "INSERT INTO contacts (id, organization_id, name, created_at) VALUES (?, ?, 'Grandmother', ?)",
      params: [contact, harness.organizationId, AT],
    },
    {
      sql: `INSERT INTO contact_phones (id, organization_id, contact_id, number, label, created_at)
            VALUES (?, ?, ?, '+380671234567', 'Phone', ?)`,
      params: [phone, harness.organizationId, contact, AT],
    },
    {
      sql: `INSERT INTO code_calls (id, organization_id, purpose, phone_id, number_hash, number_masked, language, ordered_at, expires_at)
            VALUES (?, ?, 'agree', ?, ?, '+380••••••67', 'en', ?, ?)`,
      params: [id, organizationId, phone, "ab".repeat(32), AT, AT],
    },
  ]);
  return phone;
}
const verifiedAt = (phone: string) =>
  harness.db.prepare("SELECT verified_at FROM contact_phones WHERE id = ?").bind(phone).first("verified_at");
const consents = async (phone: string): Promise<unknown[]> =>
  (await harness.db.prepare("SELECT * FROM consents WHERE phone_id = ?").bind(phone).all()).results;

describe("an agreement by key", () => {
  it("verifies the number with its consent, once, however often it is told", async () => {
    const phone = await ring("cod_one");
    await runBatch(harness.db, codeCallStatements(record("cod_one", 5)));
    expect(await verifiedAt(phone)).toBe(AT);
    expect(await consents(phone)).toMatchObject([
      { method: "key", person_name: "Grandmother", call_id: "cal_1" },
    ]);
    // The proof is taken away, and the end of the call is told after that.
    await harness.db.prepare("UPDATE contact_phones SET verified_at = NULL WHERE id = ?").bind(phone).run();
    const ended = record("cod_one", 6, { state: "over", outcome: "acknowledged", ended_at: AT });
    await runBatch(harness.db, codeCallStatements(ended));
    expect(await verifiedAt(phone)).toBeNull();
    expect(await consents(phone)).toHaveLength(1);
    const kept = await harness.db
      .prepare("SELECT state, outcome FROM code_calls WHERE id = 'cod_one'")
      .first();
    expect(kept).toEqual({ state: "over", outcome: "acknowledged" });
  });

  it("holds for the number that was rung, and for the organization that asked", async () => {
    const changed = await ring("cod_two");
    await runBatch(harness.db, codeCallStatements(record("cod_two", 5, { number: "+380671234568" })));
    expect([await verifiedAt(changed), await consents(changed)]).toEqual([null, []]);
    const foreign = await ring("cod_three", "org_L2");
    await runBatch(harness.db, codeCallStatements(record("cod_three", 5)));
    expect([await verifiedAt(foreign), await consents(foreign)]).toEqual([null, []]);
  });
});

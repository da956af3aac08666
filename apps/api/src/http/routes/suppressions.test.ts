import { beforeAll, describe, expect, it } from "vitest";
import type { SuppressionView } from "@callping/contract/api/suppressions";
import { numberObjected, type NumberObjected } from "../../services/mail/number-objected.ts";
import { type Harness, KEYS, openHarness } from "../testing/harness.ts";

let harness: Harness;
/** Of the other organization, and of nobody else. */
const NUMBER = "+33199000901";
beforeAll(async () => {
  harness = await openHarness();
});
const operate = (path: string, body: object, key: string = KEYS.operator) =>
  harness.api(`/api/v1/operator/suppressions${path}`, key, { method: "POST", body: JSON.stringify(body) });

describe("an operator stops calls to a number", () => {
  it("nobody else may, and what is wrong is named", async () => {
    const body = { number: NUMBER, reason: "asked in writing" };
    for (const path of ["", "/lookup", "/lift"])
      expect((await operate(path, body, KEYS.own)).status).toBe(403);
    expect((await harness.api("/api/v1/operator/suppressions", KEYS.own)).status).toBe(403);
    for (const wrong of [{ number: NUMBER }, { ...body, number: "112" }, { ...body, more: 1 }])
      expect((await operate("", wrong)).status).toBe(400);
    expect(harness.lines.records).toEqual([]);
  });

  it("is told to whoever has it, shown without the number, audited, and seen among their numbers", async () => {
    const answer = await operate("", { number: NUMBER, reason: "asked in writing" });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { changed: true, data: [{ organization_id: null, active: true, how: "operator", by: "olena" }] },
    ]);
    expect(await (await operate("", { number: NUMBER, reason: "asked again" })).json()).toMatchObject({
      changed: false,
    });
    const listed = await (await harness.api("/api/v1/operator/suppressions", KEYS.operator)).text();
    expect(listed).toContain("asked in writing");
    expect(listed).not.toContain(NUMBER.slice(1));
    const states = async (key: string): Promise<unknown[]> => {
      const { data } = await (
        await harness.api("/api/v1/numbers", key)
      ).json<{
        data: { number: string; objected: string | null }[];
      }>();
      return data.map(({ number, objected }) => [number === NUMBER, objected]);
    };
    expect(await states(KEYS.stranger)).toContainEqual([true, "everybody"]);
    for (const state of await states(KEYS.own)) expect(state).toEqual([false, null]);
    const audits = await harness.db
      .prepare(
        "SELECT organization_id, actor_label, detail FROM audit_log WHERE action = 'number.objected' ORDER BY 1",
      )
      .all<{ organization_id: string; actor_label: string; detail: string }>();
    expect(audits.results.map((row) => [row.organization_id, row.actor_label])).toEqual([
      ["org_L2", "olena"],
      ["org_operators", "olena"],
    ]);
    expect(JSON.stringify(audits.results)).not.toContain(NUMBER.slice(1));
  });

  it("the owners' mail says whose number it is and what to do, never the number", async () => {
    const mails = await harness.db
      .prepare("SELECT organization_id, template, data FROM outgoing_mail")
      .all<{ organization_id: string; template: string; data: string }>();
    expect(mails.results.map((row) => [row.organization_id, row.template])).toEqual([
      ["org_L2", "number_objected"],
    ]);
    const data = JSON.parse(mails.results[0]?.data ?? "") as NumberObjected;
    const { subject, text, html } = numberObjected(data, "https://api.example");
    expect(data.people).toHaveLength(1);
    expect(text).toContain("/api/v1/readiness");
    expect(text).toContain("Whoever operates CallPing has stopped it");
    for (const part of [subject, text, html]) {
      expect(part).toContain("+33••••••01");
      expect(part).not.toContain(NUMBER.slice(1));
    }
  });

  it("is taken back by an operator; what its holder asked for is not", async () => {
    const reason = "a mistake";
    expect(await (await operate("/lift", { number: NUMBER, reason })).json()).toMatchObject({
      changed: true,
      data: [{ active: false }],
    });
    const order = { number: NUMBER, scope: "*", active: true, how: "page", by: null, reason: null } as const;
    await harness.lines.getByName().suppress({ ...order, call_id: null });
    const refused = await operate("/lift", { number: NUMBER, reason });
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: "settings_conflict" }]);
    const found = await (await operate("/lookup", { number: NUMBER })).json<{ data: SuppressionView[] }>();
    expect(found.data).toMatchObject([{ active: true, how: "page", by: null }]);
  });
});

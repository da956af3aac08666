import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO, demoStatements } from "./demo.ts";
import { runBatch } from "./statement.ts";
import { openTestStores } from "./testing/database.ts";
import type { TestStores } from "./testing/database.ts";
import { demoInput } from "./testing/fixtures.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  await runBatch(stores.db, demoStatements(demoInput()));
});
afterAll(() => stores.dispose());

const run = (sql: string) => stores.db.prepare(sql).run();

async function configVersion(): Promise<number | null> {
  return stores.db
    .prepare("SELECT config_version FROM organizations WHERE id = ?")
    .bind(DEMO.organizationId)
    .first<number>("config_version");
}

describe("the schema", () => {
  it("makes every table STRICT", async () => {
    const { results } = await stores.db
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
      )
      .all();
    expect(results).toEqual([]);
  });

  it.each([
    ["a number that is not E.164", "UPDATE phones SET number = '0033199000101'"],
    ["a number with letters", "UPDATE phones SET number = '+3319900010a'"],
    ["a second primary phone of one member", "UPDATE phones SET is_primary = 1"],
    ["an unknown severity", "UPDATE endpoints SET default_severity = 'fatal'"],
    ["rules that are no list", "UPDATE scenarios SET rules = '{}'"],
    ["rules that change without a new version", "UPDATE scenarios SET rules = '[1]'"],
    ["a version that goes back", "UPDATE scenarios SET rules = '[1]', version = version - 1"],
    ["a role that does not exist", "UPDATE members SET role = 'root'"],
    ["an organization number beyond 32 bits", "UPDATE organizations SET number = 4294967296"],
    ["an endpoint of no organization", "UPDATE endpoints SET organization_id = 'org_none'"],
    [
      "a topic that is none of Amazon SNS",
      `INSERT INTO sns_topics VALUES ('${DEMO.endpointId}', '${DEMO.organizationId}', 'https://x', '', NULL)`,
    ],
    [
      "maintenance of an endpoint and of a project",
      `INSERT INTO maintenance VALUES ('mnt_b', '${DEMO.organizationId}', 'x', '${DEMO.endpointId}', '${DEMO.projectId}', '{}', '')`,
    ],
    ["quiet hours that are no JSON", "UPDATE phones SET quiet_hours = '22-07'"],
    [
      "a PBX id that is no URL part",
      "INSERT INTO pbx_servers VALUES ('../x', 'FR', 'eu', 1, 0, '[\"a\"]', '')",
    ],
  ])("refuses %s", async (_, sql) => {
    await expect(run(sql)).rejects.toThrow(/constraint/i);
  });

  it("keeps audit_log append-only, but for retention and erasure", async () => {
    const insert =
      "INSERT INTO audit_log (id, organization_id, actor_id, actor_label, action, created_at) VALUES (?, 'org_a', 'usr_a', 'Ada', 'phone.added', ?)";
    const recent = new Date().toISOString();
    await stores.db.batch([
      stores.db.prepare(insert).bind("aud_new", recent),
      stores.db.prepare(insert).bind("aud_old", "2020-01-01T00:00:00.000Z"),
    ]);
    await expect(run("UPDATE audit_log SET action = 'nothing'")).rejects.toThrow("append-only");
    await expect(run("UPDATE audit_log SET actor_id = 'usr_b'")).rejects.toThrow("append-only");
    await expect(run("DELETE FROM audit_log WHERE id = 'aud_new'")).rejects.toThrow("append-only");
    await run("DELETE FROM audit_log WHERE id = 'aud_old'");
    await run("UPDATE audit_log SET actor_id = 'erased:1', actor_label = 'erased'");
    const { results } = await stores.db.prepare("SELECT id, actor_id, action FROM audit_log").all();
    expect(results).toEqual([{ id: "aud_new", actor_id: "erased:1", action: "phone.added" }]);
  });
});

describe("config_version", () => {
  it.each([
    [
      "an Amazon SNS topic is pinned",
      `INSERT INTO sns_topics VALUES ('${DEMO.endpointId}', '${DEMO.organizationId}', 'arn:aws:sns:eu-west-1:1:a', '', NULL)`,
    ],
    ["a topic is taken away", "DELETE FROM sns_topics"],
    ["an endpoint is paused", "UPDATE endpoints SET paused = 1"],
    ["a scenario changes", "UPDATE scenarios SET version = version + 1"],
    [
      "a schedule is made",
      `INSERT INTO schedules VALUES ('sch_1', '${DEMO.organizationId}', 'Primary', 1, '{}', '', '')`,
    ],
    ["a schedule changes", "UPDATE schedules SET version = version + 1"],
    ["a schedule is deleted", "DELETE FROM schedules"],
    ["a phone is disabled", "UPDATE phones SET enabled = 0 WHERE label LIKE '%desk'"],
    ["a phone is deleted", "DELETE FROM phones WHERE label LIKE '%desk'"],
    [
      "a phone gets quiet hours",
      `UPDATE phones SET quiet_hours = '{"windows":[]}' WHERE id = (SELECT min(id) FROM phones)`,
    ],
    [
      "maintenance is made",
      `INSERT INTO maintenance VALUES ('mnt_a', '${DEMO.organizationId}', 'Upgrade', NULL, NULL, '{}', '')`,
    ],
    ["maintenance is changed", "UPDATE maintenance SET name = 'Move'"],
    ["maintenance is deleted", "DELETE FROM maintenance"],
    [
      "a project gets a member",
      `INSERT INTO project_members SELECT '${DEMO.projectId}', min(id), organization_id FROM members WHERE organization_id = '${DEMO.organizationId}'`,
    ],
    ["a member leaves a project", "DELETE FROM project_members"],
    ["a contact is made", `INSERT INTO contacts VALUES ('con_1', '${DEMO.organizationId}', 'Lin', '')`],
    ["a contact is renamed", "UPDATE contacts SET name = 'Wu'"],
    [
      "a contact gets a number",
      `INSERT INTO contact_phones (id, organization_id, contact_id, number, label, created_at) VALUES ('pho_c', '${DEMO.organizationId}', 'con_1', '+33199000977', 'Lin', '')`,
    ],
    ["a contact agrees", "UPDATE contact_phones SET verified_at = ''"],
    ["a contact's number is deleted", "DELETE FROM contact_phones"],
    ["a contact is deleted", "DELETE FROM contacts"],
    ["a member's role changes", "UPDATE members SET role = 'viewer' WHERE role = 'member'"],
    ["a member's name changes", "UPDATE users SET name = 'Grace E.' WHERE email = 'grace@example.invalid'"],
    ["the organization's time zone changes", "UPDATE organizations SET time_zone = 'Europe/Paris'"],
  ])("grows by one when %s", async (_, sql) => {
    const before = await configVersion();
    await run(sql);
    expect(await configVersion()).toBe((before ?? 0) + 1);
  });

  it("stays when nothing that a Desk decides by changes", async () => {
    const before = await configVersion();
    await run("UPDATE users SET password_hash = 'x'");
    await run("UPDATE api_keys SET name = 'renamed'");
    expect(await configVersion()).toBe(before);
  });
});

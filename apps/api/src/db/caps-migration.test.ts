import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { unstable_splitSqlQuery } from "wrangler";
import { checkCallable } from "@callping/domain/caps/check-callable";
import { organizationStatements } from "./organizations.ts";
import { runBatch } from "./statement.ts";
import { NOW } from "./testing/fixtures.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const MIGRATIONS = join(import.meta.dirname, "../../migrations");
const OF_CAPS = "0025_caps.sql";
/** An ordinary telephone of each of these countries, by the plan of its numbers. */
const NUMBERS: Record<string, string> = {
  UA: "+380671234567",
  US: "+14155550123".replace("555", "238"),
  IN: "+919812345678",
  LV: "+37121234567",
  KZ: "+77012345678",
  PR: "+17872345678",
  JM: "+18763812345",
  JE: "+447797712345",
  GP: "+590690123456",
  NG: "+2348021234567",
};

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    modules: true,
    script: "export default { fetch: () => new Response() }",
    compatibilityDate: "2026-11-01",
    d1Databases: ["DB"],
    cf: false,
  }),
);
let db: D1Database;
const apply = async (file: string): Promise<void> => {
  const statements = unstable_splitSqlQuery(await readFile(join(MIGRATIONS, file), "utf8"));
  await db.batch(statements.map((sql) => db.prepare(sql)));
};
beforeAll(async () => {
  db = await miniflare.getD1Database("DB");
  for (const file of (await readdir(MIGRATIONS)).toSorted()) if (file < OF_CAPS) await apply(file);
});
afterAll(() => miniflare.dispose());

it("the page of a telephone abroad, which was rung until countries had to be switched on, goes on ringing", async () => {
  const regions = Object.keys(NUMBERS);
  const lanes = regions.map((region, n) => ({
    endpointUuid: `00000000-0000-8000-8000-0000000009${String(n).padStart(2, "0")}`,
    phoneNumber: NUMBERS[region] ?? "",
  }));
  await runBatch(db, [
    ...organizationStatements([{ number: 7, lanes }], NOW),
    ...organizationStatements(
      [
        {
          number: 8,
          lanes: [{ endpointUuid: "00000000-0000-8000-8000-000000000800", phoneNumber: "+33199000101" }],
        },
      ],
      NOW,
    ),
  ]);
  const version = () => db.prepare("SELECT min(config_version) AS n FROM organizations").first<number>("n");
  const before = await version();
  await apply(OF_CAPS);
  const { results } = await db
    .prepare("SELECT organization_id, region FROM organization_countries")
    .all<{ organization_id: string; region: string }>();
  const countries = results.map(({ region }) => region);
  expect(new Set(results.map(({ organization_id }) => organization_id))).toEqual(new Set(["org_L7"]));
  for (const number of Object.values(NUMBERS))
    expect([number, checkCallable(number, { fictionAllowed: false }, countries).ok]).toEqual([number, true]);
  expect(countries.toSorted()).toEqual(["BL", "GP", "IN", "JE", "JM", "KZ", "LV", "MF", "NG", "PR"]);
  expect((await version()) ?? 0).toBeGreaterThan(before ?? 0);
});

import { DryRunSchema } from "@callping/contract/api/dry-run";
import { ScheduleSavedSchema } from "@callping/contract/api/schedules";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());

const [ADA, GRACE] = [DEMO.ownerMemberId, DEMO.secondMemberId];
const post = (path: string, body: object, key: string = KEYS.own): Promise<Response> =>
  harness.api(`/api/v1${path}`, key, { method: "POST", body: JSON.stringify(body) });

/** Ada until 09:00 of 2 June, Grace for a day, and so on. */
async function schedule(key?: string, people: string[] = [ADA, GRACE]): Promise<string> {
  const layer = {
    name: "Base",
    entries: people.map((id) => [id]),
    rotation: { unit: "daily" },
    hand_over_time: "09:00",
    starts_on: "2026-06-01",
  };
  const made = await post("/schedules", { name: "Primary", time_zone: "UTC", layers: [layer] }, key);
  return v.parse(ScheduleSavedSchema, await made.json()).schedule.id;
}
const rule = (scheduleId: string) => ({
  id: "rul_1",
  name: "Whoever is on call",
  when: { all: [] },
  action: { type: "call_on_schedule", scheduleId },
  plan: { ringSeconds: 25, attempts: 3, spacingSeconds: 60, steps: [], passes: 2 },
});
const scenario = (scheduleId: string) => ({
  name: "On call",
  project_id: DEMO.projectId,
  primary_member_id: ADA,
  rules: [rule(scheduleId)],
});

async function calls(scenarioId: string, at: string): Promise<string[]> {
  const answered = await post("/dry-run", { scenario: scenarioId, payload: { title: "Disk is full" }, at });
  const [event] = v.parse(DryRunSchema, await answered.json()).events;
  return (event?.calls ?? []).map(
    (call) => `${call.after_seconds} ${call.member} step ${call.pass}.${call.step}`,
  );
}

describe("a scenario that calls a schedule", () => {
  it("rings whoever is on call at the moment of each step, in a dry run as well", async () => {
    const scheduleId = await schedule();
    const made = await post("/scenarios", scenario(scheduleId));
    const saved = await made.json<{ scenario: { id: string }; warnings: unknown[] }>();
    expect([made.status, saved.warnings]).toEqual([201, []]);
    const { id } = saved.scenario;
    expect((await calls(id, "2026-06-01T12:00:00Z"))[0]).toMatch(/^0 Ada Example step 1\.0/);
    expect((await calls(id, "2026-06-02T12:00:00Z"))[0]).toMatch(/^0 Grace Example step 1\.0/);
    // The second pass begins after the hand-over at 09:00, and is Grace's.
    const across = await calls(id, "2026-06-02T08:58:00Z");
    expect(across[0]).toMatch(/Ada Example step 1\.0/);
    expect(across.find((call) => call.includes("step 2.0"))).toMatch(/Grace Example/);
    expect(
      (await harness.api(`/api/v1/schedules/${scheduleId}`, KEYS.own, { method: "DELETE" })).status,
    ).toBe(409);
  });

  it("is refused for a schedule of another organization", async () => {
    const theirs = await schedule(KEYS.stranger, ["mem_L2-0"]);
    const refused = await post("/scenarios", scenario(theirs));
    const { code, problems } = await refused.json<{ code: string; problems: { path: string }[] }>();
    expect([refused.status, code, problems.map(({ path }) => path)]).toEqual([
      400,
      "invalid_body",
      ["rules[0].action.scheduleId"],
    ]);
  });
});

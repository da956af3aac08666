import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { AlertDetail, Snapshot } from "../desk-protocol.ts";
import { exampleEndpoint, exampleSnapshot, exampleUuid } from "./testing/example-snapshot.ts";
import { event, input } from "./testing/inputs.ts";

const LAYER = {
  id: "lay_1",
  name: "Base",
  entries: [["mem_2"]],
  rotation: { unit: "weekly" },
  hand_over_time: "09:00",
  starts_on: "2026-01-05",
};

/** Ada owns it and Grace is on call; a rule rings whoever is on call. */
function snapshotOf(organization: number, layer: object | null, ...overrides: object[]): Snapshot {
  const base = exampleSnapshot(organization, [exampleEndpoint(organization, 1, { paused: false })]);
  const phone = (person: number) => ({
    id: `pho_${person}`,
    member_id: `mem_${person}`,
    number: `+3319900${person}0${organization}`,
    label: "Mobile",
    language: "en",
    enabled: true,
    primary: true,
    verified: true,
  });
  const rule = {
    id: "rul_1",
    name: "Whoever is on call",
    when: { all: [] },
    action: { type: "call_on_schedule", scheduleId: "sch_1" },
  };
  const body = JSON.stringify({ time_zone: "Europe/Kyiv", layers: [layer], overrides });
  return {
    ...base,
    scenarios: base.scenarios.map((scenario) => ({ ...scenario, rules: [rule] })),
    members: [...base.members, { id: "mem_2", name: "Grace", role: "member" }],
    phones: [phone(1), phone(2)],
    ...(layer !== null && { schedules: [{ id: "sch_1", name: "Primary", body }] }),
  };
}

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS));

async function ring(organization: number, snapshot: Snapshot): Promise<string[]> {
  const desk = env.DESK.getByName(`desk:${organization}:0`);
  await desk.replaceSnapshot(snapshot);
  const received = await desk.receive(
    input({ endpoint_uuid: exampleUuid(organization, 1), received_at: Date.now(), events: [event({})] }),
  );
  const id = "alerts" in received ? (received.alerts[0]?.id ?? "") : "";
  const detail: AlertDetail | null = await desk.alert(id);
  return (detail?.timeline ?? []).flatMap((entry) => {
    if (entry.kind === "step_started")
      return [`rings ${entry.data.phones.map((phone) => phone.member_id).join()}`];
    return entry.kind === "step_skipped" ? [`skipped: ${entry.data.reason}`] : [];
  });
}

const override = (type: string, startsIn: number, members: string[]) => ({
  id: "ovr_1",
  type,
  start: new Date(Date.now() + startsIn).toISOString(),
  end: new Date(Date.now() + startsIn + 3_600_000).toISOString(),
  members,
});

describe("call_on_schedule rings", () => {
  it("whoever is on call now, in this organization and in no other", async () => {
    expect(await ring(71, snapshotOf(71, LAYER))).toEqual(["rings mem_2"]);
    expect(await ring(72, snapshotOf(72, { ...LAYER, entries: [["mem_1"]] }))).toEqual(["rings mem_1"]);
    expect(await ring(73, snapshotOf(73, { ...LAYER, entries: [["mem_1", "mem_2"]] }))).toEqual([
      "rings mem_1,mem_2",
    ]);
  });

  it("who replaces them, from the moment that is written", async () => {
    const later = snapshotOf(74, LAYER, override("replace", 60_000, ["mem_1"]));
    expect(await ring(74, later)).toEqual(["rings mem_2"]);
    const now = snapshotOf(75, LAYER, override("replace", -60_000, ["mem_1"]));
    expect(await ring(75, now)).toEqual(["rings mem_1"]);
  });

  it.each<[string, number, Snapshot, RegExp]>([
    ["a gap", 76, snapshotOf(76, { ...LAYER, ends_on: "2026-01-06" }), /^skipped: nobody is on call/],
    [
      "an absence",
      77,
      snapshotOf(77, LAYER, override("remove", -60_000, ["mem_2"])),
      /^skipped: nobody is on call/,
    ],
    [
      "somebody who left",
      78,
      snapshotOf(78, { ...LAYER, entries: [["mem_3"]] }),
      /^skipped: nobody is on call/,
    ],
    ["a schedule that cannot be read", 79, snapshotOf(79, { nonsense: 1 }), /^skipped: nobody is on call/],
    ["a snapshot of before schedules", 70, snapshotOf(70, null), /^skipped: the schedule is not in/],
  ])("the next step at once, and says why: %s", async (_what, organization, snapshot, reason) => {
    const [skipped, next] = await ring(organization, snapshot);
    expect(skipped).toMatch(reason);
    expect(next).toBe("rings mem_1");
  });
});

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Snapshot, SnapshotMaintenance } from "../desk-protocol.ts";
import { exampleEndpoint, exampleSnapshot } from "./testing/example-snapshot.ts";
import { ENDPOINTS, event, input } from "./testing/inputs.ts";

const HOUR_MS = 3_600_000;

/** The Fleet asks D1 for PBXs: there are none. */
beforeAll(() =>
  env.DB.batch(
    ["pbx_servers (id)", "sip_trunks (pbx_id, id, priority)"].map((table) =>
      env.DB.prepare(`CREATE TABLE IF NOT EXISTS ${table}`),
    ),
  ),
);

let number = 820;
let desk: ReturnType<typeof env.DESK.getByName>;
let configVersion = 1;

/** One person with one phone, and two endpoints of two projects. No PBX is connected: attempts wait at the line. */
function snapshot(maintenance: SnapshotMaintenance[], quiet_hours: unknown = null): Snapshot {
  configVersion += 1;
  const endpoints = [ENDPOINTS.first, ENDPOINTS.second].map((uuid, index) =>
    exampleEndpoint(number, index + 1, {
      id: `end_${index + 1}`,
      uuid,
      project_id: `prj_${index + 1}`,
      paused: false,
    }),
  );
  const phone = {
    id: "pho_1",
    member_id: "mem_1",
    number: `+3319900${number}0`,
    label: "Ada's phone",
    language: "en",
    enabled: true,
    primary: true,
    verified: true,
    quiet_hours,
  };
  return {
    ...exampleSnapshot(number, endpoints),
    config_version: configVersion,
    phones: [phone],
    maintenance,
  };
}

const window = (over: Partial<SnapshotMaintenance> = {}): SnapshotMaintenance => ({
  id: "mnt_1",
  name: "Upgrade",
  endpoint_id: "end_1",
  project_id: null,
  schedule: {
    starts_at: new Date(Date.now() - HOUR_MS).toISOString(),
    ends_at: new Date(Date.now() + HOUR_MS).toISOString(),
  },
  ...over,
});

async function fire(
  dedupKey: string,
  endpoint_uuid: string = ENDPOINTS.first,
  severity: "critical" | "minor" = "critical",
) {
  const answer = await desk.receive(input({ endpoint_uuid, events: [event({ dedupKey, severity })] }));
  return (answer.ok && answer.alerts[0]?.id) || "";
}
const kinds = async (id: string) => ((await desk.alert(id))?.timeline ?? []).map(({ kind }) => kind);
/** The Desk's alarm, as after a death of its process. */
const alarm = () => runDurableObjectAlarm(desk);

beforeEach(() => {
  number += 1;
  desk = env.DESK.getByName(`desk:${number}:0`);
});

describe("maintenance at a Desk", () => {
  it("keeps an alert silent, and its end by a changed configuration lets it ring", async () => {
    await desk.replaceSnapshot(snapshot([window()]));
    const id = await fire("disk");
    expect(await kinds(id)).toEqual(["received", "rule_matched", "muted"]);
    await desk.replaceSnapshot(snapshot([]));
    await alarm();
    expect(await kinds(id)).toEqual(expect.arrayContaining(["unmuted", "plan_started", "attempt_started"]));
  });

  it("stops a plan that runs already, and no plan of another endpoint", async () => {
    await desk.replaceSnapshot(snapshot([]));
    const [stopped, other] = [await fire("disk"), await fire("lag", ENDPOINTS.second)];
    await desk.replaceSnapshot(snapshot([window()]));
    await alarm();
    await expect.poll(() => kinds(stopped)).toEqual(expect.arrayContaining(["muted", "call_ended"]));
    expect(await kinds(other)).not.toContain("muted");
  });

  it("of a project silences its endpoints, of the organization all of them", async () => {
    await desk.replaceSnapshot(snapshot([window({ endpoint_id: null, project_id: "prj_2" })]));
    expect(await kinds(await fire("a"))).not.toContain("muted");
    expect(await kinds(await fire("a", ENDPOINTS.second))).toContain("muted");
    await desk.replaceSnapshot(snapshot([window({ endpoint_id: null })]));
    expect(await kinds(await fire("b"))).toContain("muted");
  });

  it("begins and ends by the Desk's own clock: an alert remembers when to look again", async () => {
    await desk.replaceSnapshot(snapshot([window()]));
    const id = await fire("disk");
    const wake = await runInDurableObject(desk, (_desk, { storage }) =>
      storage.sql.exec<{ at: number }>("SELECT wake_at AS at FROM alerts WHERE id = ?", id).one(),
    );
    expect(Math.abs(wake.at - Date.now() - HOUR_MS)).toBeLessThan(10_000);
  });

  it("resolved meanwhile it rings nobody afterwards", async () => {
    await desk.replaceSnapshot(snapshot([window()]));
    const id = await fire("disk");
    await desk.receive(input({ events: [event({ state: "resolved" })] }));
    await desk.replaceSnapshot(snapshot([]));
    await alarm();
    expect(await kinds(id)).toEqual(["received", "rule_matched", "muted", "resolved"]);
  });

  it("that is stored and not valid silences nobody", async () => {
    await desk.replaceSnapshot(snapshot([window({ schedule: { ends_at: "soon" } })]));
    expect(await kinds(await fire("disk"))).toContain("attempt_started");
  });

  it("is none of another organization's", async () => {
    await desk.replaceSnapshot(snapshot([window({ endpoint_id: null })]));
    number += 1;
    desk = env.DESK.getByName(`desk:${number}:0`);
    await desk.replaceSnapshot(snapshot([]));
    expect(await kinds(await fire("disk"))).not.toContain("muted");
  });
});

describe("quiet hours at a Desk", () => {
  const clock = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString().slice(11, 16);
  const always = { windows: [{ from: clock(-2), to: clock(2) }] };

  it("hold all but critical alerts, and say when the plan goes on", async () => {
    await desk.replaceSnapshot(snapshot([], always));
    const minor = await kinds(await fire("slow", ENDPOINTS.first, "minor"));
    expect(minor).toEqual(expect.arrayContaining(["attempt_skipped", "step_skipped", "quiet_hours"]));
    expect(await kinds(await fire("down"))).toContain("attempt_started");
  });

  it("that are taken away let a waiting alert ring at once", async () => {
    await desk.replaceSnapshot(snapshot([], always));
    const id = await fire("slow", ENDPOINTS.first, "minor");
    await desk.replaceSnapshot(snapshot([]));
    await alarm();
    expect(await kinds(id)).toContain("attempt_started");
  });
});

describe("commands from outside", () => {
  it("say whether they changed anything", async () => {
    await desk.replaceSnapshot(snapshot([]));
    const id = await fire("disk");
    const actor = { type: "api_key", id: "key_1", name: "bot" } as const;
    const ask = async (action: "snooze" | "escalate" | "acknowledge" | "unacknowledge") => {
      const result = await desk.command({ alert_id: id, action, actor });
      return result.ok && [result.alert.state, result.changed];
    };
    expect(await ask("unacknowledge")).toEqual(["triggered", false]);
    expect(await ask("snooze")).toEqual(["triggered", true]);
    expect(await ask("acknowledge")).toEqual(["acknowledged", true]);
    expect(await ask("acknowledge")).toEqual(["acknowledged", false]);
    expect(await ask("escalate")).toEqual(["acknowledged", false]);
    expect(await ask("unacknowledge")).toEqual(["triggered", true]);
    expect(await kinds(id)).toEqual(expect.arrayContaining(["snoozed", "acknowledged", "unacknowledged"]));
  });
});

import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

const PROBLEMS = ["Disk is full", "Swap is full", "Queue is full", "Cache is cold", "Replica lags"];

describe("a grouping window", () => {
  it("makes one call of five alerts, says how many, and one key acknowledges all five and no other", async () => {
    const { scene, numbers } = await onStage("group");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .ringFor(3)
      .hear(/five|5/)
      .press("1")
      .hear(/acknowledged/i);
    const ids: string[] = [];
    for (const title of PROBLEMS)
      ids.push((await scene.alert({ title, severity: "critical" })).alerts[0]?.id ?? "");
    await phone.done();
    const [first = "", ...others] = ids;
    for (const id of ids)
      expect((await scene.entry(id, "acknowledged")).data).toMatchObject({ by: "Ada", via: "key" });
    expect(scene.kinds(first)).not.toContain("grouped");
    for (const id of others)
      expect((await scene.entry(id, "grouped")).data).toEqual({ alert_id: first, until: null });
    const calls = new Set(
      await Promise.all(ids.map(async (id) => (await scene.entry(id, "acknowledged")).data.call_id)),
    );
    expect(calls.size).toBe(1);

    const late = await scene.alert({ title: "Too late for the call", severity: "critical" });
    expect(late.alerts).toMatchObject([{ state: "triggered", deduplicated: false, calls: [] }]);
    const lateId = late.alerts[0]?.id ?? "";
    const { data } = await scene.entry(lateId, "grouped");
    expect(data.alert_id).toBe(first);
    expect(Date.parse(data.until ?? "")).toBeGreaterThan(Date.now());
    await scene.alert({ title: "Too late for the call", status: "resolved" });
    expect((await scene.entry(lateId, "resolved")).data.via).toBe("tool");
    for (const id of ids) expect(scene.kinds(id)).not.toContain("resolved");
  });
});

import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

const hour = 3_600_000;
const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe("whoever is on call", () => {
  it("is rung when the primary does not answer, presses 1, and nobody else rings", async () => {
    const { scene, numbers } = await onStage("on-call");
    const [ada = "", grace = ""] = numbers;
    const { scheduleId, memberIds } = scene.organization;
    // Alan is on call by the layers; Grace takes over for an hour, and the Desk must know at once.
    const override = { type: "replace", start: soon(-hour), end: soon(hour), members: [memberIds[1]] };
    const added = await scene.request(`/schedules/${scheduleId}/overrides`, "POST", override);
    expect(added).toMatchObject({ status: 201, body: { in_effect: true } });
    const first = scene.expectCall(ada).rings();
    const { alerts } = await scene.alert({ title: "Region is dark", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    await first.done();
    const second = scene
      .expectCall(grace)
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i);
    await second.done();
    await scene.entry(alertId, "call_ended", (entry) => entry.data.outcome === "acknowledged");
    expect((await scene.entry(alertId, "acknowledged")).data.by).toBe("Grace");
    const starts = scene.feed.entries.flatMap(({ entry }) =>
      entry.kind === "attempt_started" ? [Date.parse(entry.at)] : [],
    );
    expect(starts).toHaveLength(2);
    expect(Math.abs((starts[1] ?? 0) - (starts[0] ?? 0) - 12_000)).toBeLessThan(1_000);
    expect(await scene.request(`/alerts/${alertId}`)).toMatchObject({ body: { state: "acknowledged" } });
  });

  it("being nobody is said, and the next step rings at once", async () => {
    const { scene, numbers } = await onStage("nobody-on-call");
    const [ada = "", grace = ""] = numbers;
    const { scheduleId, memberIds } = scene.organization;
    const away = { type: "remove", start: soon(-hour), end: soon(hour), members: [memberIds[1]] };
    expect(await scene.request(`/schedules/${scheduleId}/overrides`, "POST", away)).toMatchObject({
      status: 201,
    });
    const first = scene.expectCall(ada).rings();
    const { alerts } = await scene.alert({ title: "Region is dark again", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    await first.done();
    await scene.expectCall(grace).press("1").done();
    const skipped = await scene.entry(alertId, "step_skipped");
    expect(skipped.data.reason).toMatch(/nobody is on call/);
    const starts = scene.feed.entries.flatMap(({ entry }) =>
      entry.kind === "attempt_started" ? [Date.parse(entry.at)] : [],
    );
    expect(Math.abs((starts[1] ?? 0) - (starts[0] ?? 0) - 12_000)).toBeLessThan(1_000);
  });
});

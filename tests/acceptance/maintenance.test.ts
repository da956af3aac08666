import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

describe("maintenance", () => {
  it("that begins while a phone rings stops the ring, and says so", async () => {
    const { scene, numbers } = await onStage("maintenance-rings");
    const phone = scene.expectCall(numbers[0] ?? "").rings();
    const { alerts } = await scene.alert({ title: "Node is gone", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    await scene.entry(alertId, "ringing");
    const made = await scene.request("/maintenance", "POST", { name: "Upgrade", ends_at: inAnHour() });
    expect(made).toMatchObject({ status: 201, body: { in_effect: true } });
    await phone.done();
    expect((await scene.entry(alertId, "call_ended")).data.outcome).toBe("cancelled");
    expect(scene.kinds(alertId)).toContain("muted");
    expect((await scene.request(`/alerts/${alertId}`)).body).toMatchObject({ state: "triggered" });
    await scene.request(`/alerts/${alertId}/resolve`, "POST");
  });

  it("holds an alert, and its end rings it", async () => {
    const { scene, numbers } = await onStage("maintenance-waits");
    const made = await scene.request("/maintenance", "POST", { name: "Upgrade", ends_at: inAnHour() });
    const { maintenance } = made.body as { maintenance: { id: string } };
    const { alerts } = await scene.alert({ title: "Disk is full", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    await scene.entry(alertId, "muted");
    expect(scene.kinds(alertId)).not.toContain("attempt_started");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/disk is full/i)
      .press("1")
      .hear(/acknowledged/i);
    expect(await scene.request(`/maintenance/${maintenance.id}`, "DELETE")).toMatchObject({ status: 200 });
    await phone.done();
    expect((await scene.entry(alertId, "acknowledged")).data.by).toBe("Ada");
    expect(scene.kinds(alertId)).toContain("unmuted");
  });
});

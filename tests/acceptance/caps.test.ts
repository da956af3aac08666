import type { RefusalView } from "@callping/contract/api/caps";
import { describe, expect, inject, it } from "vitest";
import { call } from "../harness/api.ts";
import type { Scene } from "../harness/scene.ts";
import { asOperator, onStage, useStage } from "./stage.ts";

useStage();

/** Mail goes out with the sweep of each minute. */
const SWEEP = { timeout: 100_000, interval: 1000 };
const ORGANIZATIONS = "operator/organizations";

async function mailsOf(scene: Scene): Promise<string[]> {
  const { data } = (await call(`${inject("stage").mail}/messages`)).body as {
    data: { to: string[]; subject: string; text: string }[];
  };
  return data
    .filter(({ to }) => to[0]?.startsWith(`${scene.organization.number}-0@`))
    .map(({ subject, text }) => `${subject}\n${text}`);
}

describe("a day's cap", () => {
  it("holds back one organization's next call, tells its owner which alert, and another organization's phone rings", async () => {
    const { scene, numbers } = await onStage("caps");
    const limits = `${ORGANIZATIONS}/${scene.organization.id}/limits`;
    await asOperator("PUT", limits, { calls_per_day: 1, reason: "a test of caps" });
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/disk is full/i)
      .press("1")
      .hear(/acknowledged/i);
    await scene.alert({ title: "Disk is full", severity: "critical" });
    await phone.done();

    const held = await scene.alert({ title: "Node is gone", severity: "critical" });
    const alertId = held.alerts[0]?.id ?? "";
    const ended = await scene.entry(alertId, "call_ended");
    expect(ended.data).toMatchObject({
      outcome: "capped",
      call_id: null,
      refused: { reason: "calls_per_day", message: expect.stringContaining("midnight UTC") },
    });
    const listed = async (): Promise<RefusalView[]> =>
      ((await scene.request("/refusals")).body as { data: RefusalView[] }).data;
    await expect
      .poll(listed, { timeout: 30_000 })
      .toMatchObject([{ reason: "calls_per_day", place: "call", alert_ids: [alertId] }]);

    const other = await onStage("caps-other");
    const rings = other.scene
      .expectCall(other.numbers[0] ?? "")
      .hear(/cable is cut/i)
      .press("1")
      .hear(/acknowledged/i);
    await other.scene.alert({ title: "Cable is cut", severity: "minor" });
    await rings.done();
    expect((await other.scene.request("/refusals")).body).toMatchObject({ data: [] });

    const told = async (): Promise<string[]> =>
      (await mailsOf(scene)).filter((mail) => mail.includes("are held back"));
    await expect.poll(told, SWEEP).toEqual([expect.stringContaining(alertId)]);
    await asOperator("PUT", limits, { calls_per_day: null, reason: "a test of caps" });
  });
});

describe("an operator who stops an organization's calls", () => {
  it("stops the phone that rings and holds back what comes; what comes is stored, and says so", async () => {
    const { scene, numbers } = await onStage("caps-stopped");
    const calls = `${ORGANIZATIONS}/${scene.organization.id}/calls`;
    const phone = scene.expectCall(numbers[0] ?? "").rings();
    const { alerts } = await scene.alert({ title: "Node is gone", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    await scene.entry(alertId, "ringing");
    const asked = Date.now();
    await asOperator("PUT", calls, { stopped: true, reason: "a test of caps" });
    await phone.done();
    expect(Date.now() - asked).toBeLessThan(1_000);
    const next = await scene.alert({ title: "Cable is cut", severity: "critical" });
    expect(JSON.stringify(next)).toContain("stopped all calls");
    const ended = await scene.entry(next.alerts[0]?.id ?? "", "call_ended");
    expect(ended.data).toMatchObject({ outcome: "capped", refused: { reason: "calls_stopped" } });
    for (const { id } of [...alerts, ...next.alerts]) await scene.request(`/alerts/${id}/resolve`, "POST");
    await asOperator("PUT", calls, { stopped: false, reason: "a test of caps" });
  });
});

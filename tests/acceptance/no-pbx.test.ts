import { describe, expect, it } from "vitest";
import { onStage, runningPids, useStage } from "./stage.ts";

useStage();

describe("no PBX is connected", () => {
  it("the alert is kept, the timeline says why, and it rings as soon as one connects", async () => {
    const { scene, numbers } = await onStage("no-pbx");
    const pids = await runningPids();
    for (const name of ["pbx-1", "pbx-2"]) process.kill(pids[name] ?? 0, "SIGKILL");
    await expect
      .poll(async () => pbxsUp((await scene.request("/fleet")).body), { timeout: 5_000, interval: 20 })
      .toBe(0);

    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i);
    const { alerts } = await scene.alert({ title: "Nobody can call", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    expect((await scene.entry(alertId, "attempt_held")).data.reason).toBe("no_pbx_connected");
    await phone.done();
    expect((await scene.entry(alertId, "acknowledged")).data.by).toBe("Ada");
  });
});

function pbxsUp(fleet: unknown): number {
  const { data } = fleet as { data: { id: string; state: string }[] };
  return data.filter(({ id, state }) => id.startsWith("pbx-") && state === "up").length;
}

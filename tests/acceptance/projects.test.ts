import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

describe("a project", () => {
  it("rings its members as they are when the step begins, and nobody else", async () => {
    const { scene, numbers } = await onStage("project");
    const [ada = "", grace = ""] = numbers;
    const { memberIds } = scene.organization;
    const { data } = (await scene.request("/projects")).body as { data: { id: string }[] };
    const first = scene.expectCall(ada).rings();
    const { alerts } = await scene.alert({ title: "Checkout fails", severity: "critical" });
    const path = `/projects/${data[0]?.id}`;
    expect(await scene.request(path, "PATCH", { member_ids: [memberIds[1]] })).toMatchObject({
      status: 200,
      body: { in_effect: true },
    });
    const second = scene
      .expectCall(grace)
      .hear(/checkout fails/i)
      .press("1")
      .hear(/acknowledged/i);
    await Promise.all([first.done(), second.done()]);
    const alertId = alerts[0]?.id ?? "";
    const step = await scene.entry(alertId, "step_started", ({ data: { step } }) => step === 1);
    expect([step.data.action, step.data.phones.length]).toEqual(["call_project", 1]);
    expect((await scene.entry(alertId, "acknowledged")).data.by).toBe("Grace");
  });
});

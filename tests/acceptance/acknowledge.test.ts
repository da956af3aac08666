import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

describe("a webhook makes a phone ring, and a key ends it", () => {
  it("speaks the alert, takes key 1, says so, and proves it", async () => {
    const { scene, numbers } = await onStage("acknowledge");
    const [ada = ""] = numbers;
    const phone = scene
      .expectCall(ada)
      .hear(/critical/i)
      .hear(/database primary is down/)
      .press("1")
      .hear(/acknowledged/i);

    const { request_id, alerts } = await scene.alert({
      title: "Database primary is down on db-1",
      severity: "critical",
    });
    expect(alerts).toMatchObject([
      {
        state: "triggered",
        severity: "critical",
        deduplicated: false,
        rule: "default",
        action: "call_primary",
      },
    ]);
    const alertId = alerts[0]?.id ?? "";
    const done = await phone.done();
    expect(done.call.callerId).toMatch(/^\+\d+$/);

    const acknowledged = await scene.entry(alertId, "acknowledged");
    expect(acknowledged.data).toMatchObject({ by: "Ada", via: "key" });
    const ended = await scene.entry(alertId, "call_ended");
    expect(ended.data).toMatchObject({ outcome: "acknowledged" });

    const { body } = await scene.request(`/alerts/${alertId}`);
    expect(body).toMatchObject({ id: alertId, state: "acknowledged", acknowledged_by: "Ada" });
    const { timeline } = body as { timeline: { seq: number; at: string; kind: string }[] };
    expect(timeline.map((entry) => entry.seq)).toEqual(timeline.map((_, index) => index + 1));
    for (const entry of timeline) expect(entry.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const kinds = timeline.map((entry) => entry.kind);
    const story = [
      "received",
      "rule_matched",
      "plan_started",
      "step_started",
      "attempt_started",
      "call_placed",
      "ringing",
      "answered",
      "spoken",
      "key",
      "acknowledged",
      "call_ended",
    ];
    expect(story.filter((kind) => kinds.includes(kind))).toEqual(story);

    await expect
      .poll(async () => (await scene.request(`/calls/${ended.data.call_id}`)).body, { timeout: 10_000 })
      .toMatchObject({
        status: "acknowledged",
        request_id,
        alert_ids: [alertId],
        keys: [{ digit: "1" }],
      });
  });
});

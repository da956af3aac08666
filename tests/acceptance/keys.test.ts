import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

describe("keys", () => {
  it("star says it again, and the alert is still open", async () => {
    const { scene, numbers } = await onStage("ask-again");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/queue is stuck/)
      .press("*")
      .hear(/queue is stuck/)
      .press("1")
      .hear(/acknowledged/i);
    const { alerts } = await scene.alert({ title: "Queue is stuck", severity: "major" });
    const { heard } = await phone.done();
    expect(heard).toHaveLength(3);
    const keys = scene.feed.entries.flatMap(({ entry }) =>
      entry.kind === "key" ? [entry.data.meaning] : [],
    );
    expect(keys).toEqual(["repeat", "acknowledge"]);
    expect((await scene.entry(alerts[0]?.id ?? "", "acknowledged")).data.by).toBe("Ada");
  });

  it("a wrong key is answered and changes nothing", async () => {
    const { scene, numbers } = await onStage("wrong-key");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/critical/i)
      .press("5")
      .hear(/does nothing/)
      .press("1")
      .hear(/acknowledged/i);
    const { alerts } = await scene.alert({ title: "API is slow", severity: "critical" });
    await phone.done();
    expect((await scene.entry(alerts[0]?.id ?? "", "acknowledged")).data.by).toBe("Ada");
  });

  it("2 escalates at once: the next person rings, the first does not ring again", async () => {
    const { scene, numbers } = await onStage("key-escalate");
    const [ada = "", grace = ""] = numbers;
    const first = scene
      .expectCall(ada)
      .hear(/critical/i)
      .press("2")
      .hear(/escalated/i);
    const second = scene
      .expectCall(grace)
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i);
    const { alerts } = await scene.alert({ title: "Payments fail", severity: "critical" });
    await first.done();
    await second.done();
    expect((await scene.entry(alerts[0]?.id ?? "", "acknowledged")).data.by).toBe("Grace");
  });

  it("9 then 9: this organization never calls the number again", async () => {
    const { scene, numbers } = await onStage("opt-out");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/critical/i)
      .press("9")
      .hear(/press 9 again/i)
      .press("9")
      .hear(/will not call/i);
    const { alerts } = await scene.alert({ title: "Cache is cold", severity: "critical" });
    await phone.done();
    expect((await scene.entry(alerts[0]?.id ?? "", "call_ended")).data.outcome).toBe("opted_out");
    const again = await scene.alert({ title: "Cache is cold again", severity: "critical" });
    expect((await scene.entry(again.alerts[0]?.id ?? "", "step_skipped")).data.reason).toMatch(/phone/);
  });

  it("hanging up acknowledges nothing", async () => {
    const { scene, numbers } = await onStage("hang-up");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/critical/i)
      .hangUp();
    const { alerts } = await scene.alert({ title: "Backup failed", severity: "critical" });
    await phone.done();
    expect((await scene.entry(alerts[0]?.id ?? "", "call_ended")).data.outcome).toBe("hung_up");
    expect(scene.kinds(alerts[0]?.id ?? "")).not.toContain("acknowledged");
    await scene.request(`/alerts/${alerts[0]?.id}/resolve`, "POST");
  });
});

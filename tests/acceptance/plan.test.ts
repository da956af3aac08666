import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

describe("the call plan", () => {
  it("two webhooks for one problem: one alert, one call", async () => {
    const { scene, numbers } = await onStage("dedup");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i);
    const body = { title: "Replica lags", severity: "critical", dedup_key: "replica-7" };
    const first = await scene.alert(body);
    const second = await scene.alert(body);
    expect(second.alerts[0]).toMatchObject({ id: first.alerts[0]?.id, deduplicated: true });
    await phone.done();
    expect((await scene.request(`/alerts/${first.alerts[0]?.id}`)).body).toMatchObject({
      count: 2,
      state: "acknowledged",
    });
  });

  it("resolve by the tool during ringing stops the ring within 100 ms", async () => {
    const { scene, numbers } = await onStage("resolve-ringing");
    const phone = scene.expectCall(numbers[0] ?? "").rings();
    const body = { title: "Node is gone", severity: "critical", dedup_key: "node-4" };
    const { alerts } = await scene.alert(body);
    const alertId = alerts[0]?.id ?? "";
    expect(alerts[0]?.calls).toHaveLength(1);
    await scene.entry(alertId, "ringing");
    const sentAt = Date.now();
    const resolved = await scene.alert({ ...body, status: "resolved" });
    const { endedAt } = await phone.done();
    expect(endedAt - sentAt).toBeLessThanOrEqual(100);
    expect(resolved.alerts).toMatchObject([{ id: alertId, state: "resolved", calls: [] }]);
    expect((await scene.entry(alertId, "call_ended")).data.outcome).toBe("cancelled");
  });

  it("acknowledge by API while the phone rings stops the ring", async () => {
    const { scene, numbers } = await onStage("api-acknowledge");
    const phone = scene.expectCall(numbers[0] ?? "").rings();
    const { alerts } = await scene.alert({ title: "Certificate expires", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    await scene.entry(alertId, "ringing");
    const answer = await scene.request(`/alerts/${alertId}/acknowledge`, "POST");
    expect(answer).toMatchObject({ status: 200, body: { changed: true, alert: { state: "acknowledged" } } });
    await phone.done();
    expect((await scene.entry(alertId, "call_ended")).data.outcome).toBe("cancelled");
    expect((await scene.request(`/alerts/${alertId}/resolve`, "POST")).status).toBe(200);
    expect((await scene.request(`/alerts/${alertId}/acknowledge`, "POST")).status).toBe(409);
  });

  it("redials, then escalates to the second person, who ends it", async () => {
    const { scene, numbers } = await onStage("redial-escalate");
    const [ada = "", grace = ""] = numbers;
    const first = scene.expectCall(ada).rings();
    const { alerts } = await scene.alert({ title: "Region is dark", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    await first.done();
    const redial = scene.expectCall(ada).refuse(486);
    await redial.done();
    const second = scene
      .expectCall(grace)
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i);
    await second.done();
    await scene.entry(alertId, "call_ended", (entry) => entry.data.outcome === "acknowledged");
    const attempts = scene.feed.entries.flatMap(({ entry }) =>
      entry.kind === "attempt_started" ? [Date.parse(entry.at)] : [],
    );
    const ends = scene.feed.entries.flatMap(({ entry }) =>
      entry.kind === "call_ended" ? [{ at: Date.parse(entry.at), outcome: entry.data.outcome }] : [],
    );
    expect(ends.map((end) => end.outcome)).toEqual(["no_answer", "busy", "acknowledged"]);
    expect(Math.abs((attempts[1] ?? 0) - (ends[0]?.at ?? 0) - 5_000)).toBeLessThan(1_000);
    expect(Math.abs((attempts[2] ?? 0) - (attempts[0] ?? 0) - 25_000)).toBeLessThan(1_000);
    expect((await scene.entry(alertId, "acknowledged")).data.by).toBe("Grace");
  });

  it("a ringing call takes further alerts in, and one key acknowledges all of them", async () => {
    const { scene, numbers } = await onStage("together");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .ringFor(2)
      .hear(/three|3/)
      .press("1")
      .hear(/acknowledged/i);
    const ids = [];
    for (const title of ["Disk is full", "Swap is full", "Queue is full"]) {
      ids.push(
        (await scene.alert({ title, severity: title.startsWith("Swap") ? "critical" : "major" })).alerts[0]
          ?.id ?? "",
      );
    }
    await phone.done();
    for (const id of ids) expect((await scene.entry(id, "acknowledged")).data.by).toBe("Ada");
  });
});

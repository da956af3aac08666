import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

const JSON_TYPE = { "content-type": "application/json" };

describe("bad input", () => {
  it("a body over 256 KiB is 413 and rings nobody", async () => {
    const { scene } = await onStage("input-silent");
    const answer = await scene.send(`{"title":"${"x".repeat(270_000)}"}`, JSON_TYPE);
    expect(answer).toMatchObject({ status: 413, body: { code: expect.stringMatching(/too_large/) } });
  });

  it("an endpoint that does not exist is 404", async () => {
    const { scene } = await onStage("input-silent");
    const forged = scene.webhookUrl.slice(0, -4) + (scene.webhookUrl.endsWith("0000") ? "1111" : "0000");
    const { call } = await import("../harness/api.ts");
    expect((await call(forged, { method: "POST", headers: JSON_TYPE, body: "{}" })).status).toBe(404);
  });

  it("a wrong alert key is 401 and rings nobody; the right one rings", async () => {
    const { scene, numbers } = await onStage("input-key");
    expect((await scene.send(`{"title":"x"}`, { ...JSON_TYPE, "x-alert-key": "wrong" })).status).toBe(401);
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/key is right/)
      .press("1")
      .hear(/acknowledged/i);
    await scene.alert({ title: "The key is right", severity: "critical" });
    await phone.done();
  });

  it("a paused endpoint answers 202, keeps the alert, and rings nobody", async () => {
    const { scene } = await onStage("input-paused");
    const { alerts } = await scene.alert({ title: "Quiet please", severity: "critical" });
    expect((await scene.entry(alerts[0]?.id ?? "", "suppressed")).data.reason).toBe("endpoint_paused");
  });

  it("JSON that does not parse is read as text, and rings", async () => {
    const { scene, numbers } = await onStage("input-text");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/disk/i)
      .press("1")
      .hear(/acknowledged/i);
    expect((await scene.send(`{"title": "Disk is full"`, JSON_TYPE)).status).toBe(202);
    await phone.done();
  });

  it("an empty POST rings as an empty alert; an empty GET, HEAD or DELETE explains itself", async () => {
    const { scene, numbers } = await onStage("input-empty");
    for (const method of ["GET", "HEAD", "DELETE"])
      expect((await scene.send(undefined, {}, method)).status).toBe(200);
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/empty alert/i)
      .press("1")
      .hear(/acknowledged/i);
    const answer = await scene.send("");
    expect(answer).toMatchObject({
      status: 202,
      body: { alerts: [{ title: "Empty alert from input-empty endpoint" }] },
    });
    await phone.done();
  });

  it("no id of one organization answers for another", async () => {
    const { scene: owner } = await onStage("input-paused");
    const { scene: stranger } = await onStage("stranger");
    const { body } = await owner.request("/alerts");
    const id = (body as { data: { id: string }[] }).data[0]?.id ?? "";
    expect(id).not.toBe("");
    expect((await stranger.request(`/alerts/${id}`)).status).toBe(404);
    expect((await stranger.request(`/alerts/${id}/resolve`, "POST")).status).toBe(404);
    expect((await stranger.request("/alerts")).body).toMatchObject({ data: [] });
  });
});

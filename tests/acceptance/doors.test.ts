import { describe, expect, it } from "vitest";
import { call } from "../harness/api.ts";
import type { Scene } from "../harness/scene.ts";
import { onStage, useStage } from "./stage.ts";

useStage();

const post = (scene: Scene, path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(new URL(path, scene.webhookUrl).href, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

describe("acknowledge over a compatible door", () => {
  it("by PagerDuty's dedup key stops the ringing; its resolve closes the alert", async () => {
    const { scene, numbers } = await onStage("door-pagerduty");
    const phone = scene.expectCall(numbers[0] ?? "").rings();
    const event = {
      routing_key: scene.organization.endpointUuid.replaceAll("-", ""),
      dedup_key: "disk/db-1",
    };
    const payload = { summary: "Disk is full on db-1", source: "db-1", severity: "critical" };
    const fired = await post(scene, "/v2/enqueue", { ...event, event_action: "trigger", payload });
    expect(fired).toMatchObject({ status: 202, body: { status: "success", dedup_key: "disk/db-1" } });
    const { alert_id } = await scene.feed.find("ringing", (live) =>
      live.entry.kind === "ringing" ? live : undefined,
    );
    await post(scene, "/v2/enqueue", { ...event, event_action: "acknowledge" });
    await phone.done();
    expect((await scene.entry(alert_id, "call_ended")).data.outcome).toBe("cancelled");
    expect((await scene.entry(alert_id, "acknowledged")).actor).toMatchObject({ type: "tool" });
    await post(scene, "/v2/enqueue", { ...event, event_action: "resolve" });
    await scene.entry(alert_id, "resolved");
  });

  it("by Opsgenie's alias stops the ringing; its close closes the alert", async () => {
    const { scene, numbers } = await onStage("door-opsgenie");
    const phone = scene.expectCall(numbers[0] ?? "").rings();
    const key = { authorization: `GenieKey ${scene.organization.endpointUuid}` };
    const alert = { message: "Queue is stuck", alias: "queue/7", priority: "P1" };
    const fired = await post(scene, "/v2/alerts", alert, key);
    expect(fired).toMatchObject({ status: 202, body: { result: "Request will be processed" } });
    const { alert_id } = await scene.feed.find("ringing", (live) =>
      live.entry.kind === "ringing" ? live : undefined,
    );
    await post(scene, "/v2/alerts/queue%2F7/acknowledge?identifierType=alias", {}, key);
    await phone.done();
    expect((await scene.entry(alert_id, "call_ended")).data.outcome).toBe("cancelled");
    await post(scene, `/v2/alerts/${alert_id}/close`, {}, key);
    await scene.entry(alert_id, "resolved");
  });
});

describe("the preview of a webhook that was received", () => {
  it("reads it again, for its own organization alone, and rings nobody", async () => {
    const { scene } = await onStage("input-paused");
    const { scene: stranger } = await onStage("stranger");
    const { request_id } = await scene.alert({ title: "Read me again", severity: "minor" });
    const path = `/intake/preview?request_id=${request_id}`;
    const answer = await scene.request(path, "POST");
    expect(answer).toMatchObject({
      status: 200,
      body: { events: [{ state: "firing", severity: "minor", title: "Read me again" }] },
    });
    expect((await stranger.request(path, "POST")).status).toBe(404);
  });
});

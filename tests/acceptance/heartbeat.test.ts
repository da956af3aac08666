import { describe, expect, it } from "vitest";
import { call } from "../harness/api.ts";
import { onStage, useStage } from "./stage.ts";

useStage();

interface Taken {
  state: string;
  alerts: { id: string; state: string }[];
}

const heartbeatOf = (webhookUrl: string) => webhookUrl.replace("/api/wh/", "/api/hb/");

describe("a heartbeat", () => {
  it("rings when its ping does not come, and the next ping closes the alert", async () => {
    const { scene, numbers } = await onStage("heartbeat");
    const ping = (signal = "", method = "GET") => call(heartbeatOf(scene.webhookUrl) + signal, { method });
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/heartbeat/i)
      .press("1")
      .hear(/acknowledged/i);
    expect(await ping()).toMatchObject({ status: 200, body: { state: "up", alerts: [] } });
    expect(await ping("/done")).toMatchObject({ status: 404, body: { code: "unknown_signal" } });
    await phone.done();
    const { state, alerts } = (await ping("/0", "POST")).body as Taken;
    expect(state).toBe("up");
    expect(alerts.map((alert) => alert.state)).toEqual(["resolved"]);
    const alertId = alerts[0]?.id ?? "";
    expect((await scene.entry(alertId, "acknowledged")).data.by).toBe("Ada");
    expect((await scene.request(`/alerts/${alertId}`)).body).toMatchObject({
      state: "resolved",
      tool: "heartbeat",
    });
  });

  it("is no place for webhooks' pings: an endpoint that expects none says so", async () => {
    const { scene } = await onStage("stranger");
    expect(await call(heartbeatOf(scene.webhookUrl))).toMatchObject({
      status: 409,
      body: { code: "not_a_heartbeat" },
    });
  });
});

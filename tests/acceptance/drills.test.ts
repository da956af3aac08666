import { setTimeout as wait } from "node:timers/promises";
import type { DrillDetail } from "@callping/contract/api/drills";
import { describe, expect, it, vi } from "vitest";
import type { Scene } from "../harness/scene.ts";
import { onStage, useStage } from "./stage.ts";

useStage();

const drills = (path: string) => `/drills${path}`;

/** Asks for a drill of the first person's phone. */
async function begin(scene: Scene): Promise<DrillDetail> {
  const member_id = scene.organization.memberIds[0];
  const answer = await scene.request(drills(""), "POST", { member_id });
  expect([answer.status, answer.body]).toEqual([202, answer.body]);
  return answer.body as DrillDetail;
}

async function over(scene: Scene, id: string, withinMs = 20_000): Promise<DrillDetail> {
  return vi.waitFor(
    async () => {
      const drill = (await scene.request(drills(`/${id}`))).body as DrillDetail;
      expect(drill.state).toBe("over");
      return drill;
    },
    { timeout: withinMs, interval: 250 },
  );
}

const kindsOf = ({ timeline }: DrillDetail) => timeline.map(({ kind }) => kind);

describe("a drill", () => {
  it("rings Ada, says that it is a test, and key 1 proves her phone; no alert comes of it", async () => {
    const { scene, numbers } = await onStage("drill-proven");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/^CallPing for .*\. This is a test call\. Nothing is wrong\.$/)
      .hear(/press 1 to prove/i)
      .press("1")
      .hear(/this phone reaches you/i);
    const { id, phone_id } = await begin(scene);
    await phone.done();
    const drill = await over(scene, id);
    expect(drill).toMatchObject({ result: "proven", origin: "request", missed_reason: null });
    expect(drill.ms_to_key).toBeGreaterThan(2_000);
    expect(kindsOf(drill)).toEqual(
      expect.arrayContaining([
        "attempt_started",
        "call_placed",
        "ringing",
        "answered",
        "spoken",
        "key",
        "call_ended",
      ]),
    );
    expect((await scene.request("/alerts")).body).toMatchObject({ data: [] });
    await vi.waitFor(
      async () => {
        const call = (await scene.request(`/calls/${drill.call_ids[0]}`)).body;
        expect(call).toMatchObject({ kind: "drill", drill_id: id, alert_ids: [], status: "acknowledged" });
        expect((await scene.request("/reachability")).body).toMatchObject({
          data: [{ phone_id, reachability: "proven", proven_by: "drill", call_id: drill.call_ids[0] }],
        });
      },
      { timeout: 30_000, interval: 500 },
    );
  });

  it("that nobody answers rings once more and is then not proven", async () => {
    const { scene, numbers } = await onStage("drill-unanswered");
    const number = numbers[0] ?? "";
    const path = `/members/${scene.organization.memberIds[0]}/drill-settings`;
    expect(await scene.request(path, "PUT", { enabled: false, redial_minutes: 1 })).toMatchObject({
      status: 200,
      body: { in_effect: true },
    });
    const first = scene.expectCall(number).rings();
    const { id } = await begin(scene);
    await first.done();
    // The redial comes a minute after the end of the first call: a person on stage waits no longer than that.
    await wait(40_000);
    const second = scene.expectCall(number).rings();
    await second.done();
    expect(await over(scene, id)).toMatchObject({ result: "not_proven", outcome: "no_answer" });
  }, 200_000);

  it("that rings when an alert comes is the alert's call from then on: one ring, and its key acknowledges", async () => {
    const { scene, numbers } = await onStage("drill-alert");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .ringFor(4)
      .hear(/database is down|critical/i)
      .press("1")
      .hear(/acknowledged/i);
    const { id } = await begin(scene);
    await wait(1_000);
    const { alerts } = await scene.alert({ title: "Database is down", severity: "critical" });
    await phone.done();
    const alertId = alerts[0]?.id ?? "";
    expect((await scene.entry(alertId, "acknowledged")).data).toMatchObject({ via: "key" });
    expect(await over(scene, id)).toMatchObject({ result: "missed", missed_reason: "alert_took_over" });
  });

  it("that is being heard when an alert comes is hung up, and the alert rings at once", async () => {
    const { scene, numbers } = await onStage("drill-answered");
    const number = numbers[0] ?? "";
    const test = scene.expectCall(number).hear(/this is a test call/i);
    const { id } = await begin(scene);
    await scene.feed.find("the drill to be spoken", ({ entry }) =>
      entry.kind === "spoken" ? true : undefined,
    );
    // What was said is heard first, and this call is told apart from the one that follows.
    await wait(4_500);
    const phone = scene
      .expectCall(number)
      .hear(/database is down|critical/i)
      .press("1")
      .hear(/acknowledged/i);
    const sentAt = Date.now();
    const { alerts } = await scene.alert({ title: "Database is down", severity: "critical" });
    const alertId = alerts[0]?.id ?? "";
    await test.done();
    const { call } = await phone.done();
    expect(call.invitedAt - sentAt, "from the webhook to the alert's own INVITE").toBeLessThan(3_000);
    expect((await scene.entry(alertId, "acknowledged")).data).toMatchObject({ via: "key" });
    expect(await over(scene, id)).toMatchObject({ result: "missed", missed_reason: "alert_took_over" });
  });

  it("that is answered with 9 and 9 is the last call of this organization to the number", async () => {
    const { scene, numbers } = await onStage("drill-object");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/this is a test call/i)
      .press("9")
      .hear(/press 9 again/i)
      .press("9")
      .hear(/will not call this number again/i);
    const { id } = await begin(scene);
    await phone.done();
    expect(await over(scene, id)).toMatchObject({ result: "not_proven", outcome: "opted_out" });
    const member_id = scene.organization.memberIds[0];
    expect(await scene.request(drills(""), "POST", { member_id })).toMatchObject({
      status: 409,
      body: { code: "drill_refused" },
    });
  });
});

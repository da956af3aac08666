import { alertAddress } from "@callping/domain/mail/address";
import { describe, expect, inject, it } from "vitest";
import { type Mail, sendMail, type SmtpReply } from "../harness/mail.ts";
import type { Scene } from "../harness/scene.ts";
import { onStage, runningPids, useStage } from "./stage.ts";

useStage();

const DOMAIN = "alerts.callping.localhost";

function addressOf({ organization }: Scene, key: string | null = organization.alertKey): string {
  return alertAddress(organization.endpointUuid, DOMAIN, key);
}
const send = (mail: Mail): Promise<SmtpReply> => sendMail(inject("stage").smtp, mail);

/** Alerts of a scene's organization, newest first. */
async function alertsOf(
  scene: Scene,
): Promise<{ id: string; state: string; title: string; count: number }[]> {
  const { body } = await scene.request("/alerts");
  return (body as { data: { id: string; state: string; title: string; count: number }[] }).data;
}
async function onlyAlert(scene: Scene) {
  const alerts = await alertsOf(scene);
  expect(alerts).toHaveLength(1);
  return alerts[0] ?? { id: "", state: "", title: "", count: 0 };
}

describe("a mail makes a phone ring", () => {
  it("rings, a second one joins, and one that says it is resolved closes the alert", async () => {
    const { scene, numbers } = await onStage("mail");
    const to = addressOf(scene);
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/critical/i)
      .hear(/database primary is down/)
      .press("1")
      .hear(/acknowledged/i);
    const first = {
      to,
      subject: "[FIRING:1] Database primary is down on db-1",
      text: "Severity: critical\nNo connection.",
    };
    expect(await send(first)).toMatchObject({ code: 250, text: expect.stringMatching(/Stored as req_/) });
    await phone.done();
    const alert = await onlyAlert(scene);
    expect(alert).toMatchObject({
      state: "acknowledged",
      title: "Database primary is down on db-1",
      count: 1,
    });

    const again = {
      ...first,
      messageId: "<again@tool.example>",
      headers: { Date: "Sun, 22 Nov 2026 08:00:00 +0000" },
    };
    expect(await send(again)).toMatchObject({ code: 250 });
    expect(await send(again)).toMatchObject({ code: 250 });
    expect(await onlyAlert(scene)).toMatchObject({ id: alert.id, state: "acknowledged", count: 2 });

    expect(await send({ to, subject: "[RESOLVED] Database primary is down on db-1" })).toMatchObject({
      code: 250,
    });
    expect(await onlyAlert(scene)).toMatchObject({ id: alert.id, state: "resolved" });
  });

  it("reads an attached JSON body as a webhook's", async () => {
    const { scene, numbers } = await onStage("mail-json");
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/queue is stuck/i)
      .press("1")
      .hear(/acknowledged/i);
    const content = JSON.stringify({ title: "Queue is stuck", severity: "minor", fingerprint: "q-1" });
    const attachments = [{ filename: "alert.json", content, contentType: "application/json" }];
    expect(
      await send({ to: addressOf(scene), subject: "Alert", text: "See the file.", attachments }),
    ).toMatchObject({ code: 250 });
    await phone.done();
    const { id } = await onlyAlert(scene);
    expect((await scene.request(`/alerts/${id}`)).body).toMatchObject({
      severity: "minor",
      dedup_key: "q-1",
    });
  });

  it("with the endpoint's alert key behind a plus sign, and not without", async () => {
    const { scene, numbers } = await onStage("mail-key");
    const subject = "The key is right";
    expect(await send({ to: addressOf(scene, null), subject })).toEqual({
      code: 550,
      text: expect.stringContaining("<endpoint id>+<alert key>"),
    });
    expect(await send({ to: addressOf(scene, "wrong"), subject })).toMatchObject({
      code: 550,
      text: expect.stringContaining("wrong"),
    });
    expect(await alertsOf(scene)).toEqual([]);
    const phone = scene
      .expectCall(numbers[0] ?? "")
      .hear(/key is right/)
      .press("1")
      .hear(/acknowledged/i);
    expect(await send({ to: addressOf(scene), subject })).toMatchObject({ code: 250 });
    await phone.done();
  });
});

describe("a mail that rings nobody", () => {
  it("an automatic answer is stored, and told why", async () => {
    const { scene } = await onStage("mail-silent");
    const headers = { "Auto-Submitted": "auto-replied" };
    expect(await send({ to: addressOf(scene), subject: "I am away", headers })).toEqual({
      code: 250,
      text: expect.stringContaining("Nobody is called"),
    });
    expect(await alertsOf(scene)).toEqual([]);
  });

  it.each([
    ["of an unknown address", () => `3f0c8a52-9d1e-8b47-a2c3-0000001a2b3c@${DOMAIN}`, 550],
    ["for another domain", () => "someone@elsewhere.example", 551],
  ])("one %s is refused", async (_name, to, code) => {
    expect(await send({ to: to(), subject: "x" })).toMatchObject({ code });
  });

  it("one that is too large is refused, and nothing of it is kept", async () => {
    const { scene } = await onStage("mail-silent");
    const attachments = [{ filename: "log.txt", content: "x".repeat(11 * 1024 * 1024) }];
    expect(await send({ to: addressOf(scene), subject: "Too large", attachments })).toMatchObject({
      code: 552,
    });
    expect(await alertsOf(scene)).toEqual([]);
  });

  it("hands nothing over to whoever is not the listener", async () => {
    const { scene } = await onStage("mail-silent");
    const { call } = await import("../harness/api.ts");
    const url = `${inject("stage").api}/mail/incoming?from=a@b.example&to=${encodeURIComponent(addressOf(scene))}`;
    const headers = { authorization: "Bearer guessed", "content-type": "message/rfc822" };
    expect(await call(url, { method: "POST", headers, body: "Subject: x\r\n\r\nx" })).toMatchObject({
      status: 404,
    });
  });
});

describe("while the Workers are dead", () => {
  it("no mail is lost: its sender is told to try again, and it is counted once", async () => {
    // Paused: the live feed dies with the Workers, so nobody could follow a call.
    const { scene } = await onStage("mail-crash");
    const mail = {
      to: addressOf(scene),
      subject: "The Workers died",
      messageId: "<crash@tool.example>",
      headers: { Date: "Sun, 22 Nov 2026 08:00:00 +0000" },
    };
    process.kill((await runningPids())["path"] ?? 0, "SIGKILL");
    await expect
      .poll(
        async () => {
          const { code } = await send(mail);
          expect([250, 451]).toContain(code);
          return code;
        },
        { timeout: 60_000, interval: 200 },
      )
      .toBe(250);
    expect(await send(mail)).toMatchObject({ code: 250 });
    await runningPids();
    expect(await onlyAlert(scene)).toMatchObject({ count: 1 });
  });
});

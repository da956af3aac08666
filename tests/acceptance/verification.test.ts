import { join } from "node:path";
import type { NumberDetail, VerificationBegun } from "@callping/contract/api/numbers";
import { describe, expect, inject, it, vi } from "vitest";
import { hearDigits } from "../harness/hear-digits.ts";
import { measureSpeech, readWav } from "../harness/hearing.ts";
import { PROMPTS } from "../harness/installation.ts";
import type { Scene } from "../harness/scene.ts";
import { onStage, useStage } from "./stage.ts";

useStage();

/** Another number of the first person's, told to the stage. */
async function add(scene: Scene, first: string, body: object): Promise<NumberDetail> {
  const number = `${first.slice(0, -2)}77`;
  const answer = await scene.request("/numbers", "POST", { number, ...body });
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  const saved = (answer.body as { number: NumberDetail }).number;
  scene.organization.phones[number] = saved.id;
  return saved;
}
const read = async (scene: Scene, id: string): Promise<NumberDetail> =>
  (await scene.request(`/numbers/${id}`)).body as NumberDetail;

/** Asks for the call whatever the hour is in France. */
async function begin(scene: Scene, id: string): Promise<VerificationBegun> {
  const answer = await scene.request(`/numbers/${id}/verification`, "POST", { now: true });
  expect([answer.status, answer.body]).toEqual([202, answer.body]);
  return answer.body as VerificationBegun;
}
const confirm = (scene: Scene, id: string, code: string) =>
  scene.request(`/numbers/${id}/verification/confirm`, "POST", { code });
const over = (scene: Scene, id: string, result: string) =>
  vi.waitFor(async () => expect((await read(scene, id)).verification.last_call?.result).toBe(result), {
    timeout: 60_000,
    interval: 500,
  });

/** Rings the number for its code, and tells what its handset heard. */
async function listen(scene: Scene, { id, number }: NumberDetail, language: string) {
  const phone = scene.expectCall(number).hear(/^CallPing\. .*•/);
  const begun = await begin(scene, id);
  const { call, heard } = await phone.done();
  const recording = readWav(join(inject("stage").recordings, `${call.channelId}.wav`));
  const digits = hearDigits(recording, PROMPTS, language);
  const { dbfs, seconds, silentHeadSeconds } = measureSpeech(recording);
  console.log(
    `code call in ${language}: ${seconds.toFixed(1)} s, ${dbfs.toFixed(1)} dBFS, ${(silentHeadSeconds * 1000).toFixed(0)} ms of silence at its head`,
  );
  return { begun, heard, digits, dbfs, seconds, silentHeadSeconds };
}

describe("verification by call", () => {
  it("speaks a code that verifies the number once, and only then an alert rings it", async () => {
    const { scene, numbers } = await onStage("verify-code");
    const [first = ""] = numbers;
    const member_id = scene.organization.memberIds[0];
    const saved = await add(scene, first, { member_id, label: "Mobile", primary: true });
    // Nothing else may ring, and the new number must not: the stage fails on any call.
    await scene.request(`/numbers/${scene.organization.phones[first]}`, "PATCH", { enabled: false });
    const before = await scene.alert({ title: "Nobody may hear this", severity: "critical" });
    await scene.entry(before.alerts[0]?.id ?? "", "step_skipped");
    expect(scene.kinds(before.alerts[0]?.id ?? "")).not.toContain("call_placed");
    await scene.request(`/alerts/${before.alerts[0]?.id}/resolve`, "POST");

    const { begun, heard, digits, ...measured } = await listen(scene, saved, "en");
    expect(begun).toMatchObject({ purpose: "verify", language: "en" });
    expect(digits).toMatch(/^(\d{6})\1$/);
    const code = digits.slice(0, 6);
    expect(heard.join(" ")).not.toContain(code);
    expect(Math.abs(measured.dbfs + 16)).toBeLessThan(3);
    expect(measured.silentHeadSeconds).toBeLessThan(1);
    expect(measured.seconds).toBeLessThan(60);
    await over(scene, saved.id, "spoken");
    const logged = (await scene.request("/calls")).body as { data: { kind: string; spoken: unknown }[] };
    expect(logged.data).toMatchObject([{ kind: "code", alert_ids: [], code_call_id: begun.id }]);
    expect(JSON.stringify(logged.data[0]?.spoken)).not.toMatch(/en\/[0-9]"/);

    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    expect(await confirm(scene, saved.id, wrong)).toMatchObject({
      status: 422,
      body: { code: "wrong_code", tries_left: 4 },
    });
    expect(await confirm(scene, saved.id, code)).toMatchObject({
      status: 200,
      body: { number: { verification: { state: "verified", consent: { method: "code" } } }, in_effect: true },
    });
    expect(await confirm(scene, saved.id, code)).toMatchObject({ status: 409, body: { code: "no_code" } });

    const phone = scene
      .expectCall(saved.number)
      .hear(/database is down|critical/i)
      .press("1")
      .hear(/acknowledged/i);
    const { alerts } = await scene.alert({ title: "Database is down", severity: "critical" });
    await phone.done();
    expect((await scene.entry(alerts[0]?.id ?? "", "acknowledged")).data).toMatchObject({ via: "key" });
  }, 180_000);

  it("speaks the number's language, keeps its distance between calls, and stops a flood", async () => {
    const { scene, numbers } = await onStage("verify-german");
    const [first = ""] = numbers;
    const member_id = scene.organization.memberIds[0];
    const saved = await add(scene, first, { member_id, language: "de" });
    const { digits, heard } = await listen(scene, saved, "de");
    expect(digits).toMatch(/^(\d{6})\1$/);
    expect(heard.join(" ")).toMatch(/Ihr Code/);
    const stranger = await onStage("verify-stranger");
    const member = stranger.scene.organization.memberIds[0];
    const theirs = await stranger.scene.request("/numbers", "POST", {
      number: saved.number,
      member_id: member,
    });
    const { id } = (theirs.body as { number: NumberDetail }).number;
    // Another organization's code call has a code of its own.
    expect(await confirm(stranger.scene, id, digits.slice(0, 6))).toMatchObject({ status: 409 });
    await stranger.scene.request(`/numbers/${id}`, "DELETE");
    const flood = await Promise.all(
      Array.from({ length: 12 }, () =>
        scene.request(`/numbers/${saved.id}/verification`, "POST", { now: true }),
      ),
    );
    expect(flood.filter(({ status }) => status === 202)).toHaveLength(2);
    expect(flood.find(({ status }) => status === 429)).toMatchObject({
      body: { code: "code_call_limited", limit: "3 code calls a day to a number" },
    });
    const { cooldown } = await read(scene, saved.id);
    expect(cooldown).toMatchObject({ held_by: null });
    // Both wait out the minute between two calls, and go with the number: nothing rings it.
    expect((await scene.request(`/numbers/${saved.id}`, "DELETE")).status).toBe(200);
  }, 120_000);

  it("the Ukrainian number that heard its code in English: all of the call is Ukrainian", async () => {
    const { scene, numbers } = await onStage("verify-ukrainian");
    const [first = ""] = numbers;
    const saved = await add(scene, first, { member_id: scene.organization.memberIds[0], language: "uk" });
    const { begun, digits, heard, dbfs } = await listen(scene, saved, "uk");
    expect(begun).toMatchObject({ language: "uk", says: expect.stringContaining("натисніть 9") });
    expect(heard.join(" ")).toMatch(/ось ваш код/);
    expect(Math.abs(dbfs + 16)).toBeLessThan(3);
    expect(digits).toMatch(/^(\d{6})\1$/);
    expect(await confirm(scene, saved.id, digits.slice(0, 6))).toMatchObject({ status: 200 });
  }, 120_000);

  it("asks a contact, who agrees by key 1: consent is on record, and the number may ring", async () => {
    const { scene, numbers } = await onStage("verify-agree");
    const { contact } = (await scene.request("/contacts", "POST", { name: "Grandmother" })).body as {
      contact: { id: string };
    };
    const saved = await add(scene, numbers[0] ?? "", { contact_id: contact.id });
    const phone = scene
      .expectCall(saved.number)
      .hear(/^CallPing\. A team asks/)
      .press("1")
      .hear(/you agreed/i);
    expect(await begin(scene, saved.id)).toMatchObject({ purpose: "agree" });
    await phone.done();
    await over(scene, saved.id, "agreed");
    const { verification } = await read(scene, saved.id);
    expect(verification).toMatchObject({
      state: "verified",
      consent: { method: "key", person: { id: contact.id, name: "Grandmother" }, language: "en" },
    });
    expect(verification.consent?.wording).toContain("Press 1 to agree");
    expect((await scene.request(`/contacts/${contact.id}`)).body).toMatchObject({ reachable: true });
  }, 120_000);

  it.each([
    ["verify-refuse", "2", /you did not agree/i, "refused"],
    ["verify-object", "99", /will not call this number again/i, "opted_out"],
  ])(
    "asks a contact who does not agree (%s): nothing rings the number",
    async (role, keys, words, result) => {
      const { scene, numbers } = await onStage(role);
      const { contact } = (await scene.request("/contacts", "POST", { name: "Neighbour" })).body as {
        contact: { id: string };
      };
      const saved = await add(scene, numbers[0] ?? "", { contact_id: contact.id });
      const phone = scene
        .expectCall(saved.number)
        .hear(/A team asks/)
        .press(keys)
        .hear(words);
      await begin(scene, saved.id);
      await phone.done();
      await over(scene, saved.id, result);
      expect((await read(scene, saved.id)).verification).toMatchObject({
        state: "unverified",
        consent: null,
      });
      expect((await scene.request(`/contacts/${contact.id}`)).body).toMatchObject({ reachable: false });
      const again = await scene.request(`/numbers/${saved.id}/verification`, "POST", { now: true });
      if (result === "opted_out")
        expect(again).toMatchObject({ status: 409, body: { code: "number_objected" } });
      else expect(again.status).toBe(202);
      // What was asked again waits out the minute between two calls, and goes with the number.
      expect((await scene.request(`/numbers/${saved.id}`, "DELETE")).status).toBe(200);
    },
    180_000,
  );
});

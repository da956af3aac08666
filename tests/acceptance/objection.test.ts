import { describe, expect, inject, it } from "vitest";
import { call } from "../harness/api.ts";
import type { Scene } from "../harness/scene.ts";
import { onStage, useStage } from "./stage.ts";

useStage();

/** The sweep that sends mail comes each minute. */
const SWEEP = { timeout: 100_000, interval: 1000 };

interface Mail {
  to: string[];
  subject: string;
  text: string;
}

async function objected(scene: Scene): Promise<unknown[]> {
  const { data } = (await scene.request("/numbers")).body as { data: { objected: unknown }[] };
  return data.map((number) => number.objected);
}
/** Beside them come those of alerts that nobody acknowledged. */
async function mailsTo({ organization }: Scene): Promise<Mail[]> {
  const { data } = (await call(`${inject("stage").mail}/messages`)).body as { data: Mail[] };
  const isOwners = ({ to }: Mail): boolean => to[0]?.startsWith(`${organization.number}-0@`) === true;
  return data.filter((mail) => isOwners(mail) && mail.subject.includes("not called"));
}

describe("objection", () => {
  it("9 and 9 is the last call of an organization to a number: another's still rings, the owners get a mail", async () => {
    const { scene, numbers } = await onStage("objection");
    const { scene: other } = await onStage("objection-other");
    const [number = ""] = numbers;
    const phone = scene
      .expectCall(number)
      .hear(/critical/i)
      .press("9")
      .hear(/press 9 again, and this organization will never call this number again/i)
      .press("9")
      .hear(/this organization will not call this number again/i);
    const { alerts } = await scene.alert({ title: "Disk is full", severity: "critical" });
    await phone.done();
    expect((await scene.entry(alerts[0]?.id ?? "", "call_ended")).data.outcome).toBe("opted_out");

    // The stage fails on any call that nobody expected: this one rings nobody.
    const again = await scene.alert({ title: "Disk is full again", severity: "critical" });
    const skipped = await scene.entry(again.alerts[0]?.id ?? "", "step_skipped");
    expect(skipped.data.reason).toMatch(/may be called/);
    await expect.poll(() => objected(scene)).toEqual(["organization"]);
    expect(await objected(other)).toEqual([null]);

    const theirs = other
      .expectCall(number)
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i);
    const rung = await other.alert({ title: "Their queue is stuck", severity: "critical" });
    await theirs.done();
    expect((await other.entry(rung.alerts[0]?.id ?? "", "acknowledged")).data.by).toBe("Ada");

    await expect.poll(() => mailsTo(scene), SWEEP).toHaveLength(1);
    const [mail] = await mailsTo(scene);
    expect(mail?.subject).toMatch(/^CallPing: \+33••••••\d\d is not called any more for objection$/);
    expect(mail?.text).toContain("a number of Ada");
    expect(mail?.text).toContain("Whoever answered pressed 9 twice in a call");
    expect(mail?.text).not.toContain(number.slice(1));
    expect(await mailsTo(other)).toEqual([]);
  }, 150_000);

  it("the public page answers, and says the same of a number that is stopped", async () => {
    const { api } = inject("stage");
    const page = await call(`${api}/stop`, { headers: { "accept-language": "uk" } });
    expect([page.status, page.body]).toEqual([200, expect.stringContaining("Дзвінки від CallPing")]);
    const { numbers } = await onStage("objection");
    const send = async (number: string): Promise<string> => {
      const body = new URLSearchParams({ step: "code", wish: "return", number, code: "123456" }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await call(`${api}/stop`, { method: "POST", headers, body });
      return String(answer.body).replaceAll(number, "N");
    };
    expect(await send(numbers[0] ?? "")).toBe(await send("+33199009998"));
  });
});

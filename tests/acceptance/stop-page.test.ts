import { nightUntil } from "@callping/domain/code-calls/daytime";
import { checkNumber } from "@callping/domain/numbers/check-number";
import { describe, expect, inject, it, vi } from "vitest";
import { answerCodeCall } from "../harness/answer-code-call.ts";
import { call } from "../harness/api.ts";
import type { Scene } from "../harness/scene.ts";
import { AROUND_THE_WORLD } from "./cast.ts";
import { carrierExchange, onStage, useStage } from "./stage.ts";

useStage();

/** Code calls keep to the day of the number's region: whoever has it now. */
function whoIsAwake(): { name: string; number: string } {
  for (const [name, number] of Object.entries(AROUND_THE_WORLD)) {
    const checked = checkNumber(number, { fictionAllowed: true });
    if (checked.ok && nightUntil(checked.region, Date.now()) === null) return { name, number };
  }
  throw new Error("it is night everywhere");
}

/** Sends a form of the page, as a browser does; the page that comes back, in its own words. */
async function submit(fields: Record<string, string>): Promise<string> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams(fields).toString();
  const answer = await call(`${inject("stage").api}/stop`, { method: "POST", headers, body });
  expect(answer.status).toBe(200);
  return String(answer.body);
}

/** Asks for the call that speaks the code, and types what was heard. */
async function proveHolding(number: string, wish: "stop" | "return"): Promise<string> {
  const { recordings } = inject("stage");
  const heard = answerCodeCall(carrierExchange(), number, { recordings, language: "en" });
  await submit({ step: "call", wish, number });
  const digits = await heard;
  expect(digits).toMatch(/^(\d{6})\1$/);
  const code = digits.slice(0, 6);
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
  expect(await submit({ step: "code", wish, number, code: wrong })).toContain('name="code"');
  return submit({ step: "code", wish, number, code });
}

async function objectedOf(scene: Scene, number: string): Promise<unknown> {
  const { data } = (await scene.request("/numbers")).body as { data: { id: string; objected: unknown }[] };
  return data.find(({ id }) => id === scene.organization.phones[number])?.objected;
}

describe("the public page", () => {
  it("the holder's code stops every call to a number but one: the code call by which its holder allows them again", async () => {
    const { scene, numbers } = await onStage("stop-page");
    const [owner = ""] = numbers;
    const { name, number } = whoIsAwake();
    expect(await proveHolding(number, "stop")).not.toContain('name="code"');
    await vi.waitFor(async () => expect(await objectedOf(scene, number)).toBe("everybody"), 10_000);

    // The stage fails on any call that nobody expected: the number is silent, and its page goes to the owner.
    const phone = scene
      .expectCall(owner)
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i);
    await scene.alert({ title: "Disk is full", severity: "critical", for: name });
    await phone.done();
    const verification = await scene.request(
      `/numbers/${scene.organization.phones[number]}/verification`,
      "POST",
      { now: true },
    );
    expect(verification.status).toBeGreaterThanOrEqual(400);

    expect(await proveHolding(number, "return")).not.toContain('name="code"');
    await vi.waitFor(async () => expect(await objectedOf(scene, number)).toBeNull(), 10_000);
  }, 300_000);
});

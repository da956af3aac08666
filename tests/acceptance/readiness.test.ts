import type { Readiness } from "@callping/contract/api/readiness";
import { describe, expect, inject, it } from "vitest";
import { call } from "../harness/api.ts";
import { onStage, useStage } from "./stage.ts";

useStage();

/** The sweep comes each minute. */
const SWEEP = { timeout: 100_000, interval: 1000 };

interface Mail {
  to: string[];
  subject: string;
  text: string;
}

describe("readiness", () => {
  it("is told by the API, and mailed to the owner once, by the provider's own protocol", async () => {
    const { scene, numbers } = await onStage("readiness");
    const { findings, watcher } = (await scene.request("/readiness")).body as Readiness;
    expect([findings.map(({ code }) => code), watcher]).toEqual([["plan_reaches_one"], []]);
    const own = async (): Promise<Mail[]> => {
      const { data } = (await call(`${inject("stage").mail}/messages`)).body as { data: Mail[] };
      return data.filter(({ to }) => to[0]?.startsWith(`${scene.organization.number}-0@`));
    };
    await expect.poll(own, SWEEP).toHaveLength(1);
    const [mail] = await own();
    expect(mail?.subject).toBe("CallPing readiness of readiness: something to look at");
    expect(mail?.text).toContain("1 thing worth knowing");
    expect(mail?.text).not.toContain(numbers[0]);
  });
});

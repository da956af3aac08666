import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

const CRITICAL = { title: "Database primary is down on db-1", severity: "critical" };
let folder: string;
let payload: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulate-"));
  payload = join(folder, "down.json");
  await writeFile(payload, JSON.stringify(CRITICAL));
});
afterAll(() => rm(folder, { recursive: true }));

const COMMAND = join(process.cwd(), "node_modules", ".bin", "callping");

/** `npx callping simulate`, as a build runs it. */
function simulate(key: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, CALLPING_API_URL: inject("stage").api, CALLPING_API_KEY: key };
  return new Promise((resolve) => {
    const child = execFile(COMMAND, ["simulate", ...args], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

describe("callping simulate", () => {
  it("says which calls a webhook makes, and that is what then rings", async () => {
    const { scene, numbers } = await onStage("simulate");
    const { apiKey, number } = scene.organization;
    const target = ["--endpoint", `end_T${number}-0`, "--payload", payload];
    const expected = [
      "--expect-rule",
      "default",
      "--expect-calls",
      "Ada,Grace",
      "--expect-severity",
      "critical",
    ];
    const said = await simulate(apiKey, ...target, ...expected);
    expect([said.code, said.err]).toEqual([0, ""]);
    expect(said.out).toMatch(
      /\+00:00:00 {2}Ada, Ada's phone {2}pass 1 step 0 #1 {2}\(free\)\n.*database primary is down/,
    );
    expect(said.out).toMatch(/\+00:00:12 {2}Grace/);
    const ada = scene.expectCall(numbers[0] ?? "").rings();
    const grace = scene
      .expectCall(numbers[1] ?? "")
      .hear(/critical/i)
      .press("1")
      .hear(/acknowledged/i);
    await scene.alert(CRITICAL);
    await Promise.all([ada.done(), grace.done()]);
  });

  it("differs with 1, and is refused with 3, to another organization too", async () => {
    const { scene } = await onStage("simulate");
    const { scene: stranger } = await onStage("stranger");
    const target = ["--endpoint", `end_T${scene.organization.number}-0`, "--payload", payload];
    const differs = await simulate(scene.organization.apiKey, ...target, "--expect-calls", "Grace");
    expect([differs.code, differs.out.trimEnd().split("\n").at(-1)]).toEqual([
      1,
      "  ✗ rung are Ada, Grace, not Grace",
    ]);
    const foreign = await simulate(stranger.organization.apiKey, ...target);
    expect([foreign.code, foreign.err]).toEqual([3, expect.stringMatching(/400: .*no endpoint of this id/)]);
    expect((await simulate("cpk_nobody", ...target)).code).toBe(3);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pbx } from "./pbx.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pbx-check-"));
  const trunks = [{ id: "office", kind: "ip", host: "192.0.2.20" }];
  const control = { url: "wss://callping.example/pbx/eu-1", token: "only-for-tests-0123456789" };
  const definition = { name: "eu-1", country: "DE", control, sip: { address: "192.0.2.10" }, trunks };
  await writeFile(join(folder, "pbx.json"), JSON.stringify(definition));
  await run(["config", "{}/pbx.json", "{}/good"]);
  await run(["config", "{}/pbx.json", "{}/bad"]);
  await writeFile(join(folder, "bad/etc/http.conf"), "[general]\nenabled = yes\n");
});
afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[]) {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const code = await pbx(
    args.map((arg) => arg.replace("{}", folder)),
    { env: {}, print: say, complain: say },
  );
  return { code, said: said.join("\n").split("\n") };
}

it("passes with 0, and says what it could not look at", async () => {
  const { code, said } = await run(["check", "{}/good"]);
  expect([code, said.at(-1)]).toEqual([0, "12 checks passed"]);
  expect(said).toContain("✓ maxcalls");
  expect(said.join("\n")).toMatch(/– not checked, .*: nothing can be recorded, .*clock/);
});

it("says a fault with what it means for alerts and what to do, with 1", async () => {
  const { code, said } = await run(["check", "{}/bad"]);
  expect([code, ...said.slice(-4)]).toEqual([
    1,
    "✗ no HTTP, no AMI: http.conf does not say enabled = no",
    "    for alerts: a control port is open: who reaches it can place calls at your cost",
    "    what to do: set enabled = no in http.conf and restart the PBX",
    "1 fault",
  ]);
});

it.each<[string, string[], RegExp]>([
  ["no folder", ["check"], /Name a folder/],
  ["a folder without a PBX", ["check", "{}"], /holds no asterisk\.conf/],
])("%s is 2", async (_name, args, words) => {
  expect(await run(args)).toEqual({ code: 2, said: [expect.stringMatching(words)] });
});

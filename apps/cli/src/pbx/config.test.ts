import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pbx } from "./pbx.ts";

const DEFINITION = {
  name: "eu-1",
  country: "DE",
  control: { url: "wss://callping.example/pbx/eu-1", token: "$PBX_TOKEN" },
  sip: { address: "192.0.2.10" },
  trunks: [{ id: "zadarma", kind: "zadarma", login: { username: "123456", password: "from-zadarma" } }],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pbx-config-"));
  await writeFile(join(folder, "pbx.json"), JSON.stringify(DEFINITION));
  await writeFile(join(folder, "noise.ulaw"), "RIFF, which is a WAV");
  await writeFile(join(folder, "voice.ulaw"), new Uint8Array(16_000));
  await writeFile(
    join(folder, "wav.json"),
    JSON.stringify({ ...DEFINITION, announcement: join(folder, "noise.ulaw") }),
  );
  await writeFile(
    join(folder, "said.json"),
    JSON.stringify({ ...DEFINITION, announcement: join(folder, "voice.ulaw") }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], env = { PBX_TOKEN: "only-for-tests-0123456789" }) {
  const said: string[] = [];
  const say = (text: string) => void said.push(text.replaceAll(`${folder}/`, ""));
  const code = await pbx(
    args.map((arg) => arg.replace("{}", folder)),
    { env, print: say, complain: say },
  );
  return { code, said: said.join("\n") };
}

it("writes everything a PBX needs, readable by nobody else, and writes over it again", async () => {
  for (const file of ["pbx.json", "said.json"])
    expect(await run(["config", `{}/${file}`, "{}/out"])).toMatchObject({ code: 0 });
  expect((await stat(join(folder, "out"))).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, "out/etc/websocket_client.conf"))).mode & 0o007).toBe(0);
  expect((await stat(join(folder, "out/callping-pbx-sweep"))).mode & 0o111).toBe(0o111);
  expect(await readFile(join(folder, "out/etc/websocket_client.conf"), "utf8")).toContain("only-for-tests");
  await stat(join(folder, "out/sounds/callping/en/acknowledged.ulaw"));
  expect((await stat(join(folder, "out/sounds/callping/announcement.ulaw"))).size).toBe(16_000);
});

it("writes a script that puts everything where it belongs", async () => {
  await run(["config", "{}/said.json", "{}/machine"]);
  const root = join(folder, "root");
  execFileSync(join(folder, "machine/install.sh"), { env: { ...process.env, DESTDIR: root } });
  const modeOf = async (path: string) => ((await stat(join(root, path))).mode & 0o777).toString(8);
  expect(await modeOf("etc/callping-pbx")).toBe("750");
  expect(await modeOf("etc/callping-pbx/pjsip.conf")).toBe("640");
  expect(await modeOf("usr/local/sbin/callping-pbx-sweep")).toBe("755");
  for (const path of [
    "etc/nftables.conf",
    "etc/systemd/system/callping-pbx.service",
    "etc/systemd/system/callping-pbx-sweep.timer",
    "etc/tmpfiles.d/callping-pbx.conf",
    "etc/sysctl.d/60-callping-pbx.conf",
    "usr/share/callping-pbx/sounds/callping/announcement.ulaw",
  ])
    await stat(join(root, path));
});

it("takes the example of docs/pbx.md, and what comes out passes the check", async () => {
  const page = await readFile(join(import.meta.dirname, "../../../../docs/pbx.md"), "utf8");
  await writeFile(join(folder, "page.json"), /```json\n(\{.*?\n\})\n```/s.exec(page)?.[1] ?? "");
  const secrets = { TWILIO_PASSWORD: "from-twilio", ZADARMA_PASSWORD: "from-zadarma" };
  const env = { PBX_TOKEN: "only-for-tests-0123456789", ...secrets };
  expect(await run(["config", "{}/page.json", "{}/page"], env)).toMatchObject({ code: 0 });
  expect(await run(["check", "{}/page"])).toMatchObject({ code: 0 });
});

it.each<[string, string[], RegExp]>([
  ["no verb", [], /knows config and check/],
  ["another verb", ["start"], /not "start"/],
  ["no out folder", ["config", "{}/pbx.json"], /Name the definition and the out folder/],
  ["a definition that is not there", ["config", "{}/gone.json", "{}/new"], /gone\.json/],
  ["a folder with other things", ["config", "{}/pbx.json", "{}"], /holds something else/],
  ["an announcement that is no mu-law", ["config", "{}/wav.json", "{}/new"], /announcement.*raw mu-law/],
])("%s is 2, in words", async (_name, args, words) => {
  expect(await run(args)).toEqual({ code: 2, said: expect.stringMatching(words) });
});

it("names a secret that the environment lacks", async () => {
  expect(await run(["config", "{}/pbx.json", "{}/new"], { PBX_TOKEN: "" })).toEqual({
    code: 2,
    said: "pbx.json is not usable, so nothing was written:\n  $PBX_TOKEN: not set in the environment",
  });
});

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { handsetNumber } from "../handsets.ts";
import type { AriEvent } from "../testing/ari-peer.ts";
import { openTelephoneNetwork, type TelephoneNetwork } from "../testing/telephone-network.ts";
import { sweep } from "./sweep.ts";

let network: TelephoneNetwork;
let audio: Server;
let fetches = 0;

beforeAll(async () => {
  network = await openTelephoneNetwork();
  audio = createServer((_, response) => {
    fetches += 1;
    response.writeHead(200, { "content-type": "audio/basic", "cache-control": "max-age=86400" });
    response.end(Buffer.alloc(2000, 0xd0));
  });
  await new Promise<void>((resolve) => audio.listen(0, "127.0.0.1", resolve));
}, 180_000);

afterAll(async () => {
  audio.close();
  await network.close();
});

async function play(leg: string, id: string): Promise<string | undefined> {
  const { port } = audio.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/audio/${"0".repeat(64)}.ulaw`;
  await network.pbx.rest("POST", `channels/${leg}/play/${id}`, { media: [`sound:${url}`] });
  const isEnd = (event: AriEvent) => event.type === "PlaybackFinished" && event.playback?.id === id;
  return (await network.pbx.until(isEnd)).playback?.state;
}

it("removes what is older than a day while a call is on, and its words are fetched again", async () => {
  const { directory } = network.instances.pbx;
  const leg = "leg-sweep";
  await network.pbx.rest("POST", `channels/${leg}`, {
    endpoint: `PJSIP/${handsetNumber("listens", 70)}@plain`,
    app: "callping",
    timeout: 12,
  });
  await network.pbx.until((event) => event.type === "StasisStart" && event.channel?.id === leg);
  expect([await play(leg, "first"), await play(leg, "again"), fetches]).toEqual(["done", "done", 1]);

  const cached = await filesBelow(join(directory, "c"));
  expect(cached).toHaveLength(1);
  await writeFile(join(directory, "log/messages.log.1"), "words of yesterday");
  for (const path of [...cached, join(directory, "log/messages.log.1")]) await age(path, 25);
  expect(await sweep(network.instances.pbx)).toBeNull();
  expect(await filesBelow(join(directory, "c"))).toEqual([]);
  const logs = await readdir(join(directory, "log"));
  expect(logs).not.toContain("messages.log.1");
  expect(logs.filter((name) => /^messages\.log\.\d+$/.test(name))).toHaveLength(1);
  expect(await play(leg, "after")).toBe("done");
  expect(fetches).toBe(2);

  // A day's words stay: a redial must not wait for them.
  for (const path of await filesBelow(join(directory, "c"))) await age(path, 23);
  expect(await sweep(network.instances.pbx)).toBeNull();
  expect([await play(leg, "kept"), fetches]).toEqual(["done", 2]);
  await network.pbx.rest("DELETE", `channels/${leg}`);
});

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function age(path: string, hours: number): Promise<void> {
  const at = new Date(Date.now() - hours * 3_600_000);
  await utimes(path, at, at);
}

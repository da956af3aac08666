import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startAsterisk } from "../asterisk.ts";
import { handsetNumber } from "../handsets.ts";
import type { AriEvent, AriPeer } from "../testing/ari-peer.ts";
import { makeCertificates } from "../testing/certificates.ts";
import { checkPbx } from "./check/check-pbx.ts";
import { PROVIDER_TRUNKS } from "./testing/definitions.ts";
import {
  openProductionNetwork,
  type ProductionNetwork,
  type ProviderName,
  PROVIDERS,
} from "./testing/production-network.ts";

let network: ProductionNetwork;

beforeAll(async () => {
  network = await openProductionNetwork();
}, 180_000);

afterAll(() => network.close());

async function dial(pbx: AriPeer, id: string, number: string, trunk: string): Promise<void> {
  const answer = await pbx.rest("POST", `channels/${id}`, {
    endpoint: `PJSIP/${number}@${trunk}`,
    app: "callping",
    callerId: '"CallPing" <+33199000000>',
    timeout: 12,
    variables: { "TIMEOUT(absolute)": "60" },
  });
  expect(answer.status_code).toBe(200);
}

/**
 * Asterisk loads its SIP modules into an endpoint that runs already; pjproject says so when a message arrives between two of
 * them, which a busy machine makes likely. No configuration changes it.
 */
const OF_LOADING = /pjproject: .*Module "mod-\w+" registered during operation/;

const of = (type: string, id: string) => (event: AriEvent) => event.type === type && event.channel?.id === id;

/** Rings, plays, hears, presses 1; answers the bytes that were heard. */
async function wholeCall(pbx: AriPeer, trunk: string, number: string): Promise<Buffer> {
  const { controller } = network;
  const leg = `leg-${trunk}`;
  await dial(pbx, leg, number, trunk);
  const arrived = (event: AriEvent) => event.type === "StasisStart" && event.args?.[0] === number;
  const channel = (await controller.until(arrived)).channel?.id ?? "";
  await controller.rest("POST", `channels/${channel}/answer`);
  await controller.rest("POST", `channels/${channel}/snoop/ear-${trunk}`, { spy: "in", app: "handsets" });
  await controller.until(of("StasisStart", `ear-${trunk}`));
  await controller.rest("POST", `channels/ear-${trunk}/record`, { name: `heard-${trunk}`, format: "wav" });
  await pbx.until(of("StasisStart", leg));
  await pbx.rest("POST", `channels/${leg}/play/play-${trunk}`, { media: ["sound:callping/en/acknowledged"] });
  await pbx.until((event) => event.type === "PlaybackFinished" && event.playback?.id === `play-${trunk}`);
  await controller.rest("POST", `channels/${channel}/dtmf`, { dtmf: "1" });
  expect((await pbx.until(of("ChannelDtmfReceived", leg))).digit).toBe("1");
  await pbx.rest("DELETE", `channels/${leg}`);
  const isWritten = (event: AriEvent) =>
    event.recording?.name === `heard-${trunk}` && event.type === "RecordingFinished";
  await controller.until(isWritten);
  return readFile(join(network.directory, `carrier/spool/recording/heard-${trunk}.wav`));
}

describe("generated configurations", () => {
  it.each(PROVIDERS)("of %s: rings, is heard and takes key 1", async (name) => {
    const { control } = network.pbxs[name];
    const heard = await wholeCall(control, name, handsetNumber("listens", 10 + PROVIDERS.indexOf(name)));
    expect(heard.subarray(44).some((byte) => byte !== 0)).toBe(true);
  });

  it("reach a carrier that wants encryption with it alone: in clear it refuses", async () => {
    const { control } = network.pbxs.twilio;
    await dial(control, "leg-clear", handsetNumber("listens", 20), "in-clear");
    expect((await control.until(of("ChannelDestroyed", "leg-clear"))).tech_cause).toBe(488);
  });

  it("refuse who calls back, or play the announcement to them", async () => {
    const { controller } = network;
    const call = (id: string, account: string) =>
      controller.rest("POST", `channels/${id}`, {
        endpoint: `PJSIP/${account}`,
        app: "handsets",
        timeout: 10,
      });
    await call("back-refused", PROVIDER_TRUNKS.zadarma.login.username);
    expect((await controller.until(of("ChannelDestroyed", "back-refused"))).tech_cause).toBe(403);
    await call("back-heard", PROVIDER_TRUNKS.intertelecom.login.username);
    await controller.until(of("StasisStart", "back-heard"));
    await controller.rest("POST", "channels/back-heard/record", { name: "announced", format: "wav" });
    expect((await controller.until(of("ChannelDestroyed", "back-heard"))).cause).toBe(16);
    const announced = await readFile(join(network.directory, "carrier/spool/recording/announced.wav"));
    expect(announced.subarray(44).some((byte) => byte !== 0)).toBe(true);
  });

  it.each(PROVIDERS)("of %s load without a warning", async (name) => {
    const log = await readFile(join(network.pbxs[name].instance.directory, "log/messages.log"), "utf8");
    const said = log.split("\n").filter((line) => /ERROR|WARNING/.test(line));
    expect(said.filter((line) => !OF_LOADING.test(line))).toEqual([]);
  });
});

describe("callping pbx check on a running PBX", () => {
  const check = async (name: ProviderName) => {
    const report = await checkPbx(network.pbxs[name].instance.directory);
    return { found: report?.faults.map(({ what }) => what), notChecked: report?.notChecked };
  };
  const etc = (name: ProviderName, file: string) => join(network.pbxs[name].instance.directory, "etc", file);
  const rx = (name: ProviderName, command: string) => network.pbxs[name].running.rx(command);

  it.each(PROVIDERS)("passes on %s", async (name) => {
    expect(await check(name)).toEqual({ found: [], notChecked: [] });
  });

  it("finds a carrier whose certificate the trunk's authorities did not sign: nothing is said to it", async () => {
    const pbx = network.pbxs.telnyx;
    const path = etc("telnyx", "pjsip.conf");
    const conf = await readFile(path, "utf8");
    const other = join(network.directory, "other");
    await mkdir(other);
    const { caFile } = await makeCertificates(other, ["DNS:localhost"]);
    await pbx.running.stop();
    await writeFile(path, conf.replace(`ca_list_file = ${network.caFile}`, `ca_list_file = ${caFile}`));
    pbx.running = await startAsterisk(pbx.instance);
    expect((await check("telnyx")).found).toContain("trunk telnyx does not answer OPTIONS (Unavail)");
    await pbx.running.stop();
    await writeFile(path, conf);
    pbx.running = await startAsterisk(pbx.instance);
    while ((await check("telnyx")).found?.length !== 0) await delay(100);
  });

  it("finds a module that was loaded by hand", async () => {
    await rx("zadarma", "module load res_ari_asterisk.so");
    expect((await check("zadarma")).found).toEqual(["res_ari_asterisk is loaded"]);
  });

  it("finds a port that is no SIP", async () => {
    await writeFile(
      etc("telnyx", "http.conf"),
      "[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = 18088\n",
    );
    await rx("telnyx", "module reload http");
    expect((await check("telnyx")).found).toEqual([
      "http.conf does not say enabled = no",
      "Asterisk listens on tcp 127.0.0.1:18088, which is not SIP",
    ]);
  });

  it("finds a fuse that is not in force, a place for recordings, and authorities that are gone", async () => {
    const { directory } = network.pbxs.intertelecom.instance;
    const conf = await readFile(etc("intertelecom", "asterisk.conf"), "utf8");
    await writeFile(etc("intertelecom", "asterisk.conf"), conf.replace("maxcalls = 200", "maxcalls = 20"));
    await rm(join(directory, "spool/recording"));
    await mkdir(join(directory, "spool/recording"));
    await rm(network.caFile);
    expect((await check("intertelecom")).found).toEqual([
      "a file can be made in the recordings' folder",
      expect.stringMatching(/^control authorities .* cannot be read/),
      "Asterisk allows 200 calls, asterisk.conf says 20",
    ]);
  });

  it("finds a trunk that is silent, and a control connection that is down", async () => {
    await network.stopFarSide();
    await rx("twilio", "pjsip qualify twilio");
    while (/twilio\/.* Avail /.test(await rx("twilio", "pjsip show contacts"))) await delay(50);
    const { found } = await check("twilio");
    expect(found).toContain("trunk twilio does not answer OPTIONS (Unavail)");
    expect(found).toContain("the control connection is down");
  });
});

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HANDSETS, handsetNumber } from "./handsets.ts";
import type { AriEvent } from "./testing/ari-peer.ts";
import { listeningSockets } from "./listening-sockets.ts";
import { processesNaming } from "./testing/processes.ts";
import { Softphone } from "./testing/softphone.ts";
import { openTelephoneNetwork, TEST_SECRET, type TelephoneNetwork } from "./testing/telephone-network.ts";

let network: TelephoneNetwork;

beforeAll(async () => {
  network = await openTelephoneNetwork();
}, 180_000);

afterAll(() => network.close());

/** Places a call as the Worker does; `timeout` in seconds. */
async function dial(id: string, number: string, trunk = "plain", timeout = 12): Promise<void> {
  const answer = await network.pbx.rest("POST", `channels/${id}`, {
    endpoint: `PJSIP/${number}@${trunk}`,
    app: "callping",
    callerId: '"CallPing" <+33199000000>',
    timeout,
    variables: { "TIMEOUT(absolute)": "60" },
  });
  expect(answer.status_code).toBe(200);
}

const hangUp = (id: string) => network.pbx.rest("DELETE", `channels/${id}`);
const ended = (id: string) =>
  network.pbx.until((event) => event.type === "ChannelDestroyed" && event.channel?.id === id);
const answered = (id: string) =>
  network.pbx.until((event) => event.type === "StasisStart" && event.channel?.id === id);
const progress = (id: string) =>
  network.pbx
    .of(id)
    .filter((event) => event.type === "Dial")
    .map((event) => event.dialstatus ?? "");

/** Plays a prompt to its end and tells how it ended. */
async function play(id: string): Promise<string | undefined> {
  await network.pbx.rest("POST", `channels/${id}/play/play-${id}`, {
    media: ["sound:callping/en/acknowledged"],
  });
  const isEnd = (event: AriEvent) => event.type === "PlaybackFinished" && event.playback?.id === `play-${id}`;
  return (await network.pbx.until(isEnd)).playback?.state;
}

async function keysPressed(id: string, wanted: number): Promise<string[]> {
  const keys = () => network.pbx.of(id).flatMap((event) => event.digit ?? []);
  await network.pbx.until(() => keys().length >= wanted);
  return keys();
}

describe("handsets of the local carrier", () => {
  const rows = HANDSETS.filter((row) => row.behaviour !== "softphone");

  it.concurrent.each(rows)("$behaviour", { timeout: 40_000 }, async ({ behaviour, result }) => {
    const id = `leg-${behaviour}`;
    await dial(id, handsetNumber(behaviour, 1), "plain", result.end === "ring_timeout" ? 3 : 20);
    const keys =
      result.end === "answered" ? await answered(id).then(() => keysPressed(id, result.keys.length)) : [];
    if (result.end === "answered" && behaviour !== "hangs-up-at-once") await hangUp(id);
    const end = await ended(id);
    expect(keys).toEqual(result.keys);
    expect(progress(id).filter((status) => ["RINGING", "PROGRESS"].includes(status))).toEqual(
      result.progress === "none" ? [] : [result.progress],
    );
    expect(end.tech_cause).toBe(result.sip);
    expect(end.cause).toBe(result.end === "answered" ? 16 : result.cause);
  });

  it.concurrent("keeps one line a number: a second call at the same moment is busy", async () => {
    const number = handsetNumber("listens", 2, "GB");
    await Promise.all([dial("leg-line-a", number), dial("leg-line-b", number)]);
    const busy = await network.pbx.until(
      (event) => event.type === "ChannelDestroyed" && event.channel?.id.startsWith("leg-line-") === true,
    );
    expect(busy.tech_cause).toBe(486);
    const other = busy.channel?.id === "leg-line-a" ? "leg-line-b" : "leg-line-a";
    await answered(other);
    await hangUp(other);
    await ended(other);
  });

  it.concurrent("an unknown number of the fiction ranges does not exist", async () => {
    await dial("leg-unknown", "+33199009900");
    expect((await ended("leg-unknown")).tech_cause).toBe(404);
  });

  it.concurrent("a trunk that answers nothing at all shows nothing until the ring time is over", async () => {
    await dial("leg-void", handsetNumber("listens", 3), "void", 3);
    expect(await ended("leg-void")).toMatchObject({ cause: 19 });
    expect(progress("leg-void")).toEqual([""]);
  });

  it.concurrent("a softphone is unavailable until it registers, then it rings", async () => {
    const number = handsetNumber("softphone", 4);
    await dial("leg-phone-off", number);
    expect((await ended("leg-phone-off")).tech_cause).toBe(480);
    const carrier = { address: network.addresses.plain, port: network.port };
    const stranger = new Softphone({ user: "softphone-4", password: "wrong", carrier });
    expect(await stranger.register()).toBe(401);
    stranger.close();
    const phone = new Softphone({ user: "softphone-4", password: TEST_SECRET, carrier });
    expect(await phone.register()).toBe(200);
    await dial("leg-phone-on", number);
    expect((await ended("leg-phone-on")).tech_cause).toBe(486);
    expect(progress("leg-phone-on")).toContain("RINGING");
    phone.close();
  });
});

describe("a carrier with a controller", () => {
  it.concurrent("puts every call to the controller, which refuses it, records what it hears, or hands it to a handset", async () => {
    const { controller } = network;
    const arrived = (number: string) => (event: AriEvent) =>
      event.type === "StasisStart" && event.args?.[0] === number;
    const [refused, heard, canned] = [
      handsetNumber("listens", 50),
      handsetNumber("listens", 51),
      handsetNumber("presses-1-after-3s", 52),
    ];
    await Promise.all([
      dial("leg-c1", refused, "controlled"),
      dial("leg-c2", heard, "controlled"),
      dial("leg-c3", canned, "controlled"),
    ]);
    const handset = async (number: string) =>
      `channels/${(await controller.until(arrived(number))).channel?.id}`;

    await controller.rest("POST", `${await handset(refused)}/continue`, {
      context: "refuse",
      extension: "603",
      priority: 1,
    });
    expect((await ended("leg-c1")).tech_cause).toBe(603);

    const channel = await handset(heard);
    await controller.rest("POST", `${channel}/answer`);
    // Recorded on a snoop channel: a recording on the line itself would hold back the key until it ends.
    await controller.rest("POST", `${channel}/snoop/ear`, { spy: "in", app: "handsets" });
    await controller.until((event) => event.type === "StasisStart" && event.channel?.id === "ear");
    await controller.rest("POST", "channels/ear/record", { name: "heard", format: "wav" });
    await answered("leg-c2");
    expect(await play("leg-c2")).toBe("done");
    await controller.rest("POST", `${channel}/dtmf`, { dtmf: "1" });
    expect(await keysPressed("leg-c2", 1)).toEqual(["1"]);
    await controller.rest("DELETE", channel);
    await ended("leg-c2");
    // The file is whole only when the recording says so: it is written through a buffer.
    await controller.until((event) => event.type === "RecordingFinished");
    const recording = await readFile(join(network.directory, "controlled/spool/recording/heard.wav"));
    expect(recording.subarray(44).some((byte) => byte !== 0)).toBe(true);

    await controller.rest("POST", `${await handset(canned)}/continue`, {
      context: "handsets",
      extension: canned,
      priority: 1,
    });
    expect(await keysPressed("leg-c3", 1)).toEqual(["1"]);
    await hangUp("leg-c3");
  });
});

describe("the PBX", () => {
  it("is who it says on the control socket", () => {
    expect(network.pbx.authorization).toBe(`Basic ${btoa(`pbx-1:${TEST_SECRET}`)}`);
  });

  it("cannot record a call", async () => {
    await dial("leg-record", handsetNumber("listens", 60));
    await answered("leg-record");
    await network.pbx.rest("POST", "channels/leg-record/record", { name: "forbidden", format: "wav" });
    const finished = await network.pbx.until((event) => /^Recording(Finished|Failed)$/.test(event.type));
    expect(finished.recording?.duration ?? 0).toBe(0);
    await expect(readFile(join(network.directory, "pbx-1/spool/recording/forbidden.wav"))).rejects.toThrow(
      /ENOENT/,
    );
    await hangUp("leg-record");
  });

  it("warms audio on a channel that calls nobody", async () => {
    await network.pbx.rest("POST", "channels/leg-warm", {
      endpoint: "Local/s@warm",
      app: "callping",
      otherChannelId: "leg-warm-2",
    });
    await answered("leg-warm");
    expect(await play("leg-warm")).toBe("done");
    await hangUp("leg-warm");
  });

  it("lends its control socket no way to read trunk passwords, unload modules or read files", async () => {
    for (const uri of [
      "asterisk/info",
      "asterisk/modules",
      "asterisk/config/dynamic/res_pjsip/auth/plain",
      "recordings/stored",
      "mailboxes",
    ]) {
      expect((await network.pbx.rest("GET", uri)).status_code).toBe(404);
    }
  });

  it("listens on SIP only, and nothing but Asterisk's two DNS sockets is open beyond its own address", async () => {
    const sockets = await listeningSockets(network.asterisks.pbx.pid);
    // A call that ended a moment ago may still hold its RTP ports, on the same address.
    const isRtp = ({ protocol, port }: { protocol: string; port: number }) =>
      protocol === "udp" && port >= 20_000 && port <= 20_999;
    const own = sockets
      .filter((socket) => socket.address === network.addresses.pbx && !isRtp(socket))
      .map(({ protocol, port }) => `${protocol} ${port}`);
    expect(own.toSorted()).toEqual([`tcp ${network.port}`, `udp ${network.port}`]);
    const others = sockets.filter((socket) => socket.address !== network.addresses.pbx);
    expect(others.map(({ protocol, address }) => `${protocol} ${address}`).toSorted()).toEqual([
      "udp 0.0.0.0",
      `udp [${"0".repeat(32)}]`,
    ]);
  });

  it("leaves a clean log behind and no process", async () => {
    const log = await readFile(join(network.instances.pbx.directory, "log/messages.log"), "utf8");
    // PJSIP says the second when a SIP message arrives while Asterisk still loads its modules: its order is not ours.
    const known = /spool\/recording|"PubSub Module" registered during operation/;
    expect(log.split("\n").filter((line) => /ERROR|WARNING/.test(line) && !known.test(line))).toEqual([]);
    await Promise.all(Object.values(network.asterisks).map((running) => running.stop()));
    expect(await processesNaming(network.directory)).toEqual([]);
  });
});

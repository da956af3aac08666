import { createServer, type Server } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { startAsterisk } from "@callping/pbx/asterisk";
import { writeCarrier } from "@callping/pbx/config/write-carrier";
import { writePbx } from "@callping/pbx/config/write-pbx";
import { installAsterisk } from "@callping/pbx/install";
import { chooseLoopback } from "@callping/pbx/loopback";

const SECRET = "only-for-tests-0123456789";
const REPOSITORY = join(import.meta.dirname, "../..");

export interface AudioServer {
  origin: string;
  /** Requests for each path, whatever the method. */
  requests: Map<string, number>;
  server: Server;
}

export interface RealPhones {
  /** Where the PBX's trunk `wire` leads: whoever listens there sees what the PBX sends. */
  wire: { address: string; port: number };
  close(): Promise<void>;
}

/** A real PBX `pbx-1` that dials out to `controlUrl` with `token`, and the real local carrier behind its trunk `carrier`. */
export async function openRealPhones(controlUrl: string, token: string): Promise<RealPhones> {
  const asterisk = await installAsterisk({
    root: join(REPOSITORY, ".callping/asterisk"),
    unpacked: process.env["ASTERISK_ROOT"],
    onProgress: (line) => console.log(line),
  });
  const directory = await mkdtemp("/tmp/cp-l");
  const { port, addresses } = await chooseLoopback(directory, ["carrier", "pbx", "wire"]);
  const rtp = { from: 20_000, to: 20_999 };
  const carrier = await writeCarrier({
    asteriskRoot: asterisk.root,
    rtp,
    directory: join(directory, "carrier"),
    sip: { address: addresses.carrier, port },
    pbxs: [{ id: "pbx-1", address: addresses.pbx }],
    softphonePassword: SECRET,
  });
  const pbx = await writePbx({
    id: "pbx-1",
    directory: join(directory, "pbx-1"),
    asteriskRoot: asterisk.root,
    rtp,
    sip: { address: addresses.pbx, port },
    control: { url: controlUrl, token, localPassword: SECRET },
    trunks: [
      { endpoint: "carrier", carrier: { address: addresses.carrier, port } },
      { endpoint: "wire", carrier: { address: addresses.wire, port } },
    ],
    prompts: join(REPOSITORY, "pbx/prompts"),
  });
  const running = [await startAsterisk(carrier), await startAsterisk(pbx)];
  return {
    wire: { address: addresses.wire, port },
    async close() {
      await Promise.all(running.map((asteriskProcess) => asteriskProcess.stop()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Any `.wav` is two seconds of a quiet tone, kept for a day as the Worker's audio is; `/missing` is not there. */
export async function serveAudio(): Promise<AudioServer> {
  const requests = new Map<string, number>();
  const wav = toneWav(2);
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    requests.set(path, (requests.get(path) ?? 0) + 1);
    if (path.includes("missing")) return response.writeHead(404).end();
    return response
      .writeHead(200, { "content-type": "audio/wav", "cache-control": "max-age=86400" })
      .end(wav);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the audio server has no port");
  return { origin: `http://127.0.0.1:${address.port}`, requests, server };
}

/** 8 kHz, 16 bit, mono. */
function toneWav(seconds: number): Uint8Array {
  const samples = 8000 * seconds;
  const view = new DataView(new ArrayBuffer(44 + samples * 2));
  const ascii = (offset: number, text: string) =>
    Array.from(text, (letter, index) => view.setUint8(offset + index, letter.charCodeAt(0)));
  ascii(0, "RIFF");
  view.setUint32(4, 36 + samples * 2, true);
  ascii(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 16_000, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, "data");
  view.setUint32(40, samples * 2, true);
  for (let index = 0; index < samples; index += 1)
    view.setInt16(44 + index * 2, 3000 * Math.sin(index / 3), true);
  return new Uint8Array(view.buffer);
}

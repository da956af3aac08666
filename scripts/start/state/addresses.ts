import { createServer } from "node:net";
import { join } from "node:path";

import { chooseLoopback } from "@callping/pbx/loopback";

import { readJsonFile, writePrivateJson } from "./files.ts";
import { BROWSER_PBX_ID, PBX_IDS } from "./secrets.ts";

/** Where the parts of one installation listen; all of it is loopback. */
export interface Addresses {
  /** The front port, on 127.0.0.1. Kept, so that URLs stay the same after a restart. */
  port: number;
  /** Sockets of the Workers themselves, on an address of this state folder's own. */
  api: Address;
  speech: Address;
  keys: Address;
  espeak: Address;
  /** The native voice, where RHVoice is installed. */
  sidecar: Address;
  /** SMTP, for mail to endpoints. */
  smtp: Address;
  /** Where the Worker hands mail over that it sends. */
  mailApi: Address;
  /** SIP. */
  carrier: Address;
  pbxs: ({ id: string } & Address)[];
  /** Where the PBX of browser phones takes SIP over WebSocket, behind the front port. */
  browserPbx: Address;
}
export interface Address {
  host: string;
  port: number;
}

/** Where a Worker's own socket answers. An address, since Asterisk's resolver knows no *.localhost names. */
export function workerOrigin(scheme: "http" | "ws", { host, port }: Address): string {
  return `${scheme}://${host}:${port}`;
}

export const DEFAULT_PORT = 8780;
const PORTS_TRIED = 20;
/** On the folder's own address they meet nobody; a few are tried all the same. */
const WORKER_PORTS = [8701, 8711, 8721, 8731];
const SMTP_PORTS = [2525, 2526, 2527, 2528];
const BROWSER_PBX_PORTS = [8088, 8089, 8090, 8091];
const MAIL_API_PORTS = [8741, 8742, 8743, 8744];
const SIDECAR_PORTS = [8751, 8752, 8753, 8754];

export type AddressResult =
  | { ok: true; addresses: Addresses }
  | { ok: false; error: { reason: "port_taken"; port: number } };

/**
 * Chooses free addresses: the port of the last run when it is still free. `wantedPort` is what the user asked for: it is
 * taken or refused, never replaced by another.
 */
export async function chooseAddresses(stateDir: string, wantedPort: number | null): Promise<AddressResult> {
  const path = join(stateDir, "addresses.json");
  const port = await choosePort(wantedPort, rememberedPort(readJsonFile(path)));
  if (port === null) return { ok: false, error: { reason: "port_taken", port: wantedPort ?? DEFAULT_PORT } };
  const sip = await chooseLoopback(stateDir, ["carrier", "workers", ...PBX_IDS, BROWSER_PBX_ID]);
  const workers = await chooseWorkers(sip.addresses.workers);
  const smtp = await chooseOne(sip.addresses.workers, SMTP_PORTS);
  const mailApi = await chooseOne(sip.addresses.workers, MAIL_API_PORTS);
  const sidecar = await chooseOne(sip.addresses.workers, SIDECAR_PORTS);
  const browserPbx = await chooseOne(sip.addresses[BROWSER_PBX_ID], BROWSER_PBX_PORTS);
  // The port is for the next start; the sockets are for whoever must reach a Worker past the proxy.
  writePrivateJson(path, { port, ...workers, smtp });
  return {
    ok: true,
    addresses: {
      port,
      ...workers,
      smtp,
      mailApi,
      sidecar,
      carrier: { host: sip.addresses.carrier, port: sip.port },
      browserPbx,
      pbxs: PBX_IDS.map((id) => ({ id, host: sip.addresses[id], port: sip.port })),
    },
  };
}

async function choosePort(wanted: number | null, remembered: number | null): Promise<number | null> {
  if (wanted !== null) return (await isFree("127.0.0.1", wanted)) ? wanted : null;
  const usual = Array.from({ length: PORTS_TRIED }, (_, index) => DEFAULT_PORT + index);
  for (const port of remembered === null ? usual : [remembered, ...usual]) {
    if (await isFree("127.0.0.1", port)) return port;
  }
  return null;
}

async function chooseWorkers(host: string): Promise<Pick<Addresses, "api" | "speech" | "keys" | "espeak">> {
  for (const first of WORKER_PORTS) {
    const places = [first, first + 1, first + 2, first + 3].map((port): Address => ({ host, port }));
    const [api, speech, keys, espeak] = places;
    if (!api || !speech || !keys || !espeak) continue;
    const free = await Promise.all(places.map((place) => isFree(place.host, place.port)));
    if (free.every(Boolean)) return { api, speech, keys, espeak };
  }
  throw new Error(
    `No port is free on ${host} for the Workers, so nothing can be received. Stop the program that holds ${WORKER_PORTS.join(", ")} on every address (ss -ltnp shows it).`,
  );
}

async function chooseOne(host: string, ports: readonly number[]): Promise<Address> {
  for (const port of ports) {
    if (await isFree(host, port)) return { host, port };
  }
  throw new Error(
    `No port is free on ${host}, so nothing was started. Stop the program that holds ${ports.join(", ")} on every address (ss -ltnp shows it).`,
  );
}

/** Whether a TCP port can be listened on; tried, because nothing else tells the truth. */
export function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function rememberedPort(value: unknown): number | null {
  if (typeof value !== "object" || value === null || !("port" in value)) return null;
  const { port } = value;
  return typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";

import { readJsonFile, writePrivateJson } from "./files.ts";

/** Where the parts of one installation listen; all of it is loopback. Kept, so that URLs stay the same after a restart. */
export interface Addresses {
  /** The front port, on 127.0.0.1. */
  port: number;
  /** Sockets of the Workers themselves, on an address of this state folder's own. */
  api: Address;
  speech: Address;
  keys: Address;
}
export interface Address {
  host: string;
  port: number;
}

export const DEFAULT_PORT = 8780;
const DEFAULT_PORTS = 20;
const WORKER_PORTS = { api: 8701, speech: 8702, keys: 8703 } as const;

export type AddressResult = { ok: true; addresses: Addresses } | { ok: false; error: { reason: "port_taken"; port: number } };

/**
 * Chooses free addresses: the remembered ones when they are still free. `wantedPort` is what the user asked for: it is
 * taken or refused, never replaced by another.
 */
export async function chooseAddresses(stateDir: string, wantedPort: number | null): Promise<AddressResult> {
  const path = join(stateDir, "addresses.json");
  const remembered = rememberedFrom(readJsonFile(path));
  const port = await choosePort(wantedPort, remembered.port);
  if (port === null) return { ok: false, error: { reason: "port_taken", port: wantedPort ?? DEFAULT_PORT } };
  const host = await chooseHost(stateDir, remembered.host);
  const at = (workerPort: number): Address => ({ host, port: workerPort });
  writePrivateJson(path, { port, host });
  return {
    ok: true,
    addresses: { port, api: at(WORKER_PORTS.api), speech: at(WORKER_PORTS.speech), keys: at(WORKER_PORTS.keys) },
  };
}

async function choosePort(wanted: number | null, remembered: number | null): Promise<number | null> {
  if (wanted !== null) return (await isFree("127.0.0.1", wanted)) ? wanted : null;
  const usual = Array.from({ length: DEFAULT_PORTS }, (_, index) => DEFAULT_PORT + index);
  for (const port of remembered === null ? usual : [remembered, ...usual]) {
    if (await isFree("127.0.0.1", port)) return port;
  }
  return null;
}

/** `127.x.y.1` from the folder's path: two installations side by side do not meet. */
async function chooseHost(stateDir: string, remembered: string | null): Promise<string> {
  if (remembered !== null && (await workerPortsFree(remembered))) return remembered;
  for (let attempt = 0; attempt < 50; attempt++) {
    const digest = createHash("sha256").update(`${attempt}:${stateDir}`).digest();
    const host = `127.${64 + (digest.readUInt8(0) % 64)}.${digest.readUInt8(1)}.1`;
    if (await workerPortsFree(host)) return host;
  }
  throw new Error("no loopback address is free for the Workers: are many installations running?");
}

async function workerPortsFree(host: string): Promise<boolean> {
  const free = await Promise.all(Object.values(WORKER_PORTS).map((port) => isFree(host, port)));
  return free.every(Boolean);
}

/** Whether a TCP port can be listened on; tried, because nothing else tells the truth. */
export function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function rememberedFrom(value: unknown): { port: number | null; host: string | null } {
  if (typeof value !== "object" || value === null) return { port: null, host: null };
  const { port, host } = value as Record<string, unknown>;
  return {
    port: typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65_536 ? port : null,
    host: typeof host === "string" && /^127(?:\.\d{1,3}){3}$/.test(host) ? host : null,
  };
}

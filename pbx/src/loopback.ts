import { createHash } from "node:crypto";
import { createSocket } from "node:dgram";
import { createServer } from "node:net";

export interface LoopbackPlan<Name extends string> {
  /** One SIP port for all, on each instance's own address. */
  port: number;
  addresses: Record<Name, string>;
}

const PORTS = [5060, 5160, 5260, 5360];
const NETWORKS_TRIED = 16;

/**
 * One loopback address for each named instance, `127.<two bytes of the state path's hash>.n`, so that installations run
 * side by side and keep their addresses over restarts. Every address is tried by binding UDP and TCP; taken networks and
 * ports are passed over. Throws when nothing is free.
 */
export async function chooseLoopback<Name extends string>(
  statePath: string,
  names: readonly Name[],
): Promise<LoopbackPlan<Name>> {
  for (const port of PORTS) {
    for (let attempt = 0; attempt < NETWORKS_TRIED; attempt += 1) {
      const network = loopbackNetwork(statePath, attempt);
      const pairs = names.map((name, index): [Name, string] => [name, `${network}.${index + 1}`]);
      const free = await Promise.all(pairs.map(([, address]) => isFree(address, port)));
      // Object.fromEntries forgets the names; every one of them was just given an address.
      if (free.every(Boolean)) return { port, addresses: Object.fromEntries(pairs) as Record<Name, string> };
    }
  }
  throw new Error(
    `No loopback address is free for SIP on ports ${PORTS.join(", ")}, so the PBXs cannot start and nothing can ring. ` +
      "What to do: stop the program that holds these ports on every address (ss -ltnup shows it).",
  );
}

/** `127.a.b` from the path; never 127.0.x, where other programs listen. */
export function loopbackNetwork(statePath: string, attempt = 0): string {
  const digest = createHash("sha256").update(`${attempt}\n${statePath}`).digest();
  return `127.${1 + (digest.readUInt8(0) % 254)}.${digest.readUInt8(1)}`;
}

async function isFree(address: string, port: number): Promise<boolean> {
  return (await bindsUdp(address, port)) && (await bindsTcp(address, port));
}

function bindsUdp(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => socket.close(() => resolve(false)));
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}

function bindsTcp(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

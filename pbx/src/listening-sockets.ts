import { readdir, readFile, readlink } from "node:fs/promises";

export interface ListeningSocket {
  protocol: "udp" | "tcp";
  address: string;
  port: number;
}

const TABLES = [
  ["udp", "/proc/net/udp"],
  ["udp", "/proc/net/udp6"],
  ["tcp", "/proc/net/tcp"],
  ["tcp", "/proc/net/tcp6"],
] as const;
const TCP_LISTEN = "0A";

/** What a process listens on, from the kernel's own tables (as `ss -ltnup` reads them). */
export async function listeningSockets(pid: number): Promise<ListeningSocket[]> {
  const links = await Promise.all(
    (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => "")),
  );
  const inodes = new Set(
    links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]).filter((inode) => inode !== undefined),
  );
  const found: ListeningSocket[] = [];
  for (const [protocol, table] of TABLES) {
    for (const line of (await readFile(table, "utf8")).trim().split("\n").slice(1)) {
      const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
      if (!inodes.has(inode) || (protocol === "tcp" && state !== TCP_LISTEN)) continue;
      const [address = "", port = ""] = local.split(":");
      found.push({ protocol, address: readable(address), port: Number.parseInt(port, 16) });
    }
  }
  return found;
}

/** The tables write IPv4 as a little-endian word; every IPv6 address here can only be the wildcard. */
function readable(hex: string): string {
  return hex.length === 8
    ? (hex.match(/../g) ?? [])
        .toReversed()
        .map((byte) => Number.parseInt(byte, 16))
        .join(".")
    : `[${hex}]`;
}

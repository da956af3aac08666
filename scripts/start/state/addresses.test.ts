import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { type Addresses, chooseAddresses } from "./addresses.ts";

let stateDir: string;
let listening: Server[];

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "addresses-"));
  listening = [];
});
afterEach(() => {
  for (const server of listening) server.close();
  rmSync(stateDir, { recursive: true, force: true });
});

async function occupy(host: string, port: number): Promise<number> {
  const server = createServer().listen({ host, port });
  listening.push(server);
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function choose(port: number | null = null): Promise<Addresses> {
  const result = await chooseAddresses(stateDir, port);
  if (!result.ok) throw new Error(`port ${result.error.port} is taken`);
  return result.addresses;
}

describe("addresses", () => {
  it("are all loopback, each part with its own", async () => {
    const { port: _, pbxs, ...parts } = await choose();
    const places = [...Object.values(parts), ...pbxs].map(({ host, port }) => `${host}:${port}`);
    expect(new Set(places).size).toBe(places.length);
    for (const place of places) expect(place).toMatch(/^127\.(?!0\.)\d+\.\d+\.\d+:\d+$/);
  });

  it("stay the same from one start to the next", async () => {
    expect(await choose()).toEqual(await choose());
  });

  it("avoid a port that somebody else has taken since", async () => {
    const first = await choose();
    await occupy("127.0.0.1", first.port);
    await occupy(first.api.host, first.api.port);
    await occupy(first.smtp.host, first.smtp.port);
    const second = await choose();
    expect(second.port).not.toBe(first.port);
    expect(second.smtp.port).not.toBe(first.smtp.port);
    expect(second.api.port).not.toBe(first.api.port);
  });

  it("never replace a port that was asked for", async () => {
    const taken = await occupy("127.0.0.1", 0);
    expect(await chooseAddresses(stateDir, taken)).toEqual({
      ok: false,
      error: { reason: "port_taken", port: taken },
    });
  });

  it("remember a port that was asked for", async () => {
    const port = await occupy("127.0.0.1", 0);
    listening[0]?.close();
    await choose(port);
    expect((await choose()).port).toBe(port);
  });
});

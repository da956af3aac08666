import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { WorkerManifest } from "../../build/manifest.ts";
import type { RuntimeConfig, Workerds } from "../runtime/protocol.ts";
import { chooseAddresses } from "../state/addresses.ts";
import type { Running } from "./keep-running.ts";
import { identify } from "./proc.ts";
import { startRuntimeChild } from "./runtime-child.ts";

/** A Worker with one object that counts; it asks the side Worker too. */
const API = `
import { DurableObject } from "cloudflare:workers";
export class Counter extends DurableObject {
  next() {
    this.ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS hits (n INTEGER)");
    this.ctx.storage.sql.exec("INSERT INTO hits VALUES (1)");
    return this.ctx.storage.sql.exec("SELECT count(*) AS n FROM hits").one().n;
  }
}
export default {
  async fetch(incoming, env) {
    const path = new URL(incoming.url).pathname;
    if (path === "/side") return env.SPEECH.fetch("http://speech/");
    if (path === "/rows") return Response.json((await env.DB.prepare("SELECT name FROM things ORDER BY name").all()).results);
    return new Response(String(await env.COUNTER.getByName("one").next()) + " " + env.GREETING);
  },
};`;
const SIDE = `export default { fetch: () => new Response("side") };`;

const EMPTY: WorkerManifest = {
  name: "",
  compatibilityDate: "2026-11-01",
  compatibilityFlags: [],
  objects: [],
  databases: [],
  kvNamespaces: [],
  buckets: [],
  queueProducers: [],
  queueConsumers: [],
  crons: [],
  services: [],
  vars: {},
  secrets: [],
};

let folder: string;
let config: RuntimeConfig;
let workerds: Workerds;
let restarts: number;
let child: Running;

function writeBundle(name: string, script: string, manifest: Partial<WorkerManifest>): string {
  const dir = join(folder, name);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "index.js"), script);
  writeFileSync(join(dir, "manifest.json"), JSON.stringify({ ...EMPTY, ...manifest, name }));
  return dir;
}

async function start(): Promise<void> {
  child = await startRuntimeChild({
    config,
    compileCache: join(folder, "cache"),
    onServing: () => {},
    onMigrated: () => {},
    onWorkerds: (found) => (workerds = found),
    onRestarted: () => (restarts += 1),
  });
}

function get(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...config.addresses.api, path, agent: false });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.once("end", () => resolve(text));
    });
    outgoing.end();
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "runtime-"));
  const chosen = await chooseAddresses(folder, null);
  if (!chosen.ok) throw new Error("no addresses");
  const api = writeBundle("callping-api", API, {
    objects: [{ binding: "COUNTER", className: "Counter" }],
    databases: ["DB"],
    services: [{ binding: "SPEECH", service: "callping-speech" }],
    secrets: ["GREETING"],
  });
  const statements = ["CREATE TABLE organizations (id TEXT)", "CREATE TABLE things (name TEXT PRIMARY KEY)"];
  writeFileSync(join(api, "migrations.json"), JSON.stringify([{ name: "0001.sql", statements }]));
  restarts = 0;
  const seed = [
    { sql: "INSERT INTO things VALUES (?)", params: ["lamp"] },
    { sql: "INSERT INTO organizations VALUES (?)", params: ["org_1"] },
  ];
  config = {
    stateDir: folder,
    addresses: chosen.addresses,
    bundles: {
      api,
      speech: writeBundle("callping-speech", SIDE, {}),
      keys: writeBundle("callping-keys", SIDE, {}),
      espeak: null,
    },
    vars: { GREETING: "hello" },
    speechVars: {},
    seed: { fleet: [], demo: seed },
    logPath: join(folder, "runtime.log"),
  };
  await start();
});

afterEach(async () => {
  await child.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("the runtime child", () => {
  it("gives a bundle its objects, database, secrets and the side Workers", async () => {
    expect(await get("/")).toBe("1 hello");
    expect(await get("/side")).toBe("side");
    expect(JSON.parse(await get("/rows"))).toEqual([{ name: "lamp" }]);
  });

  it("brings a killed workerd back, with what its objects knew", async () => {
    expect(await get("/")).toBe("1 hello");
    const before = workerds;
    process.kill(before.path, "SIGKILL");
    await vi.waitFor(async () => expect(await get("/")).toBe("2 hello"), { timeout: 10_000, interval: 50 });
    await vi.waitFor(() => expect(restarts).toBe(1), { timeout: 10_000 });
    expect(workerds.path).not.toBe(before.path);
    expect(workerds.side).toBe(before.side);
  });

  it("takes both workerds with it when it is killed, and finds its state when it is started again", async () => {
    expect(await get("/")).toBe("1 hello");
    const { path, side } = workerds;
    process.kill(child.pid, "SIGKILL");
    await child.exited;
    await vi.waitFor(() => expect([identify(path), identify(side)]).toEqual([null, null]), {
      timeout: 2000,
      interval: 10,
    });
    await start();
    expect(await get("/")).toBe("2 hello");
    expect(JSON.parse(await get("/rows"))).toEqual([{ name: "lamp" }]);
  });

  it("refuses a database of a newer version rather than write into it", async () => {
    await child.stop();
    writeFileSync(join(config.bundles.api, "migrations.json"), "[]");
    await expect(start()).rejects.toThrow("written by a newer version (0001.sql)");
  });

  it("does not start a Worker without its secrets", async () => {
    await child.stop();
    config.vars = {};
    await expect(start()).rejects.toThrow("callping-api needs GREETING");
  });

  it("stops in order and leaves nothing", async () => {
    await child.stop();
    expect(await child.exited).toEqual({ code: 0, signal: null });
    expect([identify(workerds.path), identify(workerds.side)]).toEqual([null, null]);
  });
});

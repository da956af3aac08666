import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_splitSqlQuery } from "wrangler";
import { fleetStatements } from "../../../db/fleet.ts";
import { runBatch } from "../../../db/statement.ts";
import type { PbxDefinition } from "../../../services/fleet-definition.ts";
import { fromHex } from "../../../services/credentials/hex.ts";
import type { TestCall } from "./link-worker.ts";

const PEPPER = randomBytes(32).toString("hex");
export const AUDIO_ORIGIN = "http://127.0.0.1:9";

/** The digest under which a control token stands in the definition. */
export function tokenDigest(token: string): string {
  return createHmac("sha256", fromHex(PEPPER)).update(`pbx_token\n${token}`).digest("hex");
}

export interface RunningLink {
  /** `ws://127.0.0.1:<port>` */
  socketOrigin: string;
  call<T>(call: TestCall): Promise<T>;
  define(pbxs: PbxDefinition[]): Promise<void>;
  /** Ends workerd the hard way and starts it on the same state. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** A real workerd with the PbxLink, a stub line and a stub fleet, on a free port of loopback. */
export async function startLink(audioOrigin = AUDIO_ORIGIN): Promise<RunningLink> {
  const folder = await mkdtemp(join(tmpdir(), "pbx-link-"));
  const script = await bundle(join(folder, "bundle"));
  let miniflare = create(script, folder, audioOrigin);
  await applyMigrations(await miniflare.getD1Database("DB"));
  let origin = await miniflare.ready;
  return {
    get socketOrigin() {
      return `ws://${origin.host}`;
    },
    async call<T>(call: TestCall): Promise<T> {
      const response = await fetch(origin, { method: "POST", body: JSON.stringify(call) });
      if (!response.ok) throw new Error(`${call.method}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    async define(pbxs) {
      await runBatch(await miniflare.getD1Database("DB"), fleetStatements(pbxs, new Date().toISOString()));
    },
    async crash() {
      await miniflare.dispose();
      miniflare = create(script, folder, audioOrigin);
      origin = await miniflare.ready;
    },
    async stop() {
      await miniflare.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function create(script: string, folder: string, audioOrigin: string): Miniflare {
  return new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      resourcePersistencePath: join(folder, "state"),
      modules: [{ type: "ESModule", path: "link-worker.js", contents: script }],
      compatibilityDate: "2026-11-01",
      bindings: { CREDENTIAL_PEPPER: PEPPER, AUDIO_ORIGIN: audioOrigin },
      d1Databases: ["DB"],
      durableObjects: {
        PBX_LINK: { className: "PbxLink", useSQLite: true },
        PHONE_LINE: { className: "LineStub", useSQLite: true },
        FLEET: { className: "FleetStub", useSQLite: true },
      },
    }),
  );
}

/** All of them, in their order: a list of those that count here was out of date with every new one. */
async function applyMigrations(db: D1Database): Promise<void> {
  const folder = join(import.meta.dirname, "../../../../migrations");
  for (const name of (await readdir(folder)).toSorted()) {
    const statements = unstable_splitSqlQuery(await readFile(join(folder, name), "utf8"));
    await db.batch(statements.map((statement) => db.prepare(statement)));
  }
}

async function bundle(outDir: string): Promise<string> {
  const wrangler = join(import.meta.dirname, "../../../../../../node_modules/wrangler/bin/wrangler.js");
  const args = [
    wrangler,
    "deploy",
    "--dry-run",
    "--outdir",
    outDir,
    "--config",
    join(import.meta.dirname, "wrangler.jsonc"),
  ];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_LOG_PATH: join(outDir, "logs") },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`the test Worker does not build:\n${said}`);
  return readFile(join(outDir, "link-worker.js"), "utf8");
}

import { createWriteStream } from "node:fs";
import { join } from "node:path";

import { Log, LogLevel, Miniflare, type InstanceOptions } from "miniflare";

import { loadManifest } from "../../build/bundle.ts";
import { databaseWorker } from "./database.ts";
import type { RuntimeConfig } from "./protocol.ts";
import { workerOptions } from "./worker-options.ts";
import { pidFile, type WorkerdRole } from "./workerd.ts";

export interface Instances {
  /** The Worker on the alert's path with its objects and stores. */
  path: Miniflare;
  /** Speech and key derivation: what would hold up the path's only thread. */
  side: Miniflare;
}

export const API_WORKER = "callping-api";

/** The side process takes what processor time the path leaves. */
const NICENESS: Record<WorkerdRole, string> = { path: "0", side: "10" };

export interface InstanceEvents {
  /** The path takes requests, whether or not the side does. */
  onPathReady(): void;
  /** One of them died and Miniflare has brought it back. */
  onRestart(): void;
}

/** Starts both workerds and resolves when both serve. */
export async function startInstances(
  config: RuntimeConfig,
  { onPathReady, onRestart }: InstanceEvents,
): Promise<Instances> {
  const { addresses, bundles } = config;
  const [api, speech, keys, espeak] = await Promise.all([
    loadManifest(bundles.api),
    loadManifest(bundles.speech),
    loadManifest(bundles.keys),
    bundles.espeak === null ? null : loadManifest(bundles.espeak),
  ]);
  const writeLog = openLog(config.logPath);
  const shared = (role: WorkerdRole) =>
    sharedOptions(
      { CALLPING_PID_FILE: pidFile(config, role), CALLPING_NICE: NICENESS[role] },
      writeLog,
      onRestart,
    );
  const path = new Miniflare({
    ...shared("path"),
    resourcePersistencePath: join(config.stateDir, "data"),
    workers: [
      workerOptions({
        bundleDir: bundles.api,
        manifest: api,
        socket: addresses.api,
        vars: config.vars,
        services: { [speech.name]: addresses.speech, [keys.name]: addresses.keys },
      }),
      ...api.databases.map(databaseWorker),
    ],
  });
  const side = new Miniflare({
    ...shared("side"),
    workers: [
      workerOptions({
        bundleDir: bundles.speech,
        manifest: speech,
        socket: addresses.speech,
        vars: config.speechVars,
        services: espeak === null ? {} : { [espeak.name]: addresses.espeak },
      }),
      workerOptions({ bundleDir: bundles.keys, manifest: keys, socket: addresses.keys }),
      ...(espeak === null || bundles.espeak === null
        ? []
        : [workerOptions({ bundleDir: bundles.espeak, manifest: espeak, socket: addresses.espeak })]),
    ],
  });
  await Promise.all([path.ready.then(onPathReady), side.ready]);
  return { path, side };
}

function sharedOptions(
  unsafeRuntimeEnv: Record<string, string>,
  writeLog: (line: string) => void,
  onRestart: () => void,
): InstanceOptions {
  return {
    host: "127.0.0.1",
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    enableDevRegistry: false,
    logRequests: false,
    log: new FileLog(writeLog),
    handleStructuredLogs: ({ level, message }) => writeLog(`${level} ${message}`),
    unsafeHandleRuntimeRestart: onRestart,
    unsafeRuntimeEnv,
  };
}

function openLog(path: string): (line: string) => void {
  const stream = createWriteStream(path, { flags: "a", mode: 0o600 });
  return (line) => void stream.write(`${new Date().toISOString()} ${line}\n`);
}

class FileLog extends Log {
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    super(LogLevel.WARN);
    this.#write = write;
  }

  override log(message: string): void {
    this.#write(`miniflare ${message}`);
  }
}

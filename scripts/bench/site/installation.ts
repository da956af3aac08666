import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { type BoundProcess, spawnBound } from "@callping/pbx/process";
import type { Statement } from "@callping/api/db/statement";

import type { Target } from "../load/webhook.ts";
import { chooseRunRoot } from "../../start/state/run-root.ts";
import type { Ready } from "../../start/state/ready.ts";
import { loadSecrets, type Secrets } from "../../start/state/secrets.ts";

const START_MAIN = join(import.meta.dirname, "../../start/main.ts");
const READY_WITHIN_MS = 300_000;

/** A whole installation as `npm start` makes it, on a state folder of its own, with the benchmark's handsets as carrier. */
export class Installation {
  readonly stateDir = mkdtempSync(join(tmpdir(), "callping-bench-"));
  #process: BoundProcess | null = null;
  #ready: Ready | null = null;

  secrets(): Promise<Secrets> {
    return loadSecrets(this.stateDir);
  }

  get ready(): Ready {
    if (this.#ready === null) throw new Error("the installation was not started");
    return this.#ready;
  }

  get apiPort(): number {
    return Number(new URL(this.ready.urls.api).port);
  }

  async start(carrierAt: { host: string; port: number }, seed: readonly Statement[]): Promise<void> {
    writeFileSync(join(this.stateDir, "seed.json"), JSON.stringify(seed));
    const log = join(this.stateDir, "start.log");
    const args = ["--state", this.stateDir, "--carrier-at", `${carrierAt.host}:${carrierAt.port}`];
    const bound = await spawnBound("/bin/sh", [
      "-c",
      'exec "$@" >>"$0" 2>&1',
      log,
      process.execPath,
      START_MAIN,
      ...args,
    ]);
    this.#process = bound;
    const giveUpAt = Date.now() + READY_WITHIN_MS;
    for (; Date.now() < giveUpAt && bound.child.exitCode === null; await wait(100)) {
      this.#ready = this.#readReady();
      if (this.#ready !== null) return;
    }
    throw new Error(`the installation did not get ready:\n${readFileSync(log, "utf8")}`);
  }

  /** The Workers' own sockets, past the front proxy. */
  workerSockets(): Record<"api" | "speech" | "keys", Target> {
    const { api, speech, keys }: Record<"api" | "speech" | "keys", Target> = JSON.parse(
      readFileSync(join(this.stateDir, "addresses.json"), "utf8"),
    );
    return { api, speech, keys };
  }

  /** Pids by role as they are now. */
  pids(): Record<string, number> {
    return this.#readReady()?.pids ?? {};
  }

  /** Warnings and errors that the Workers wrote. */
  runtimeLog(): string {
    return readFileSync(join(this.stateDir, "logs", "runtime.log"), "utf8");
  }

  /** Stops everything and removes the state. */
  async remove(): Promise<void> {
    const runRoot = chooseRunRoot(this.stateDir);
    await this.#process?.stop(10_000);
    rmSync(this.stateDir, { recursive: true, force: true });
    rmSync(runRoot, { recursive: true, force: true });
  }

  #readReady(): Ready | null {
    try {
      const ready: Ready = JSON.parse(readFileSync(join(this.stateDir, "ready.json"), "utf8"));
      return ready;
    } catch (error) {
      const absent = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (absent || error instanceof SyntaxError) return null;
      throw error;
    }
  }
}

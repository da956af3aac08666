import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Statement } from "@callping/api/db/statement";
import { spawnBound, type BoundProcess } from "@callping/pbx/process";
import { chooseRunRoot } from "../../scripts/start/state/run-root.ts";
import { loadSecrets } from "../../scripts/start/state/secrets.ts";
import type { SeedSecrets } from "./organizations.ts";

export const REPOSITORY = resolve(import.meta.dirname, "../..");
export const PROMPTS = join(REPOSITORY, "pbx/prompts");

/** `ready.json` as far as tests read it. */
export interface Ready {
  urls: Record<"api" | "portal" | "smtp" | "mail", string>;
  demo: { apiKey: string; webhookUrl: string; alertKey: string };
  operatorKey: string;
  pbxs: { id: string; sip: string }[];
  pids: Record<string, number>;
}

export interface InstallationOptions {
  /** Where the carrier finds the test that plays the handsets; null: the canned handsets play. */
  controllerPort: number | null;
  seed: (secrets: SeedSecrets) => Promise<Statement[]>;
}

/** A private installation of the whole product, started as `npm start` starts it, in a state folder of its own. */
export class Installation {
  readonly stateDir = mkdtempSync(join(tmpdir(), "callping-test-"));
  private readonly options: InstallationOptions;
  private child: BoundProcess | null = null;

  constructor(options: InstallationOptions) {
    this.options = options;
  }

  /** Starts it, or starts it again on the same state. Resolves when it is ready to take webhooks and to ring. */
  async start(withinMs = 240_000): Promise<Ready> {
    // Of a run that was killed: it must not be taken for this one's.
    rmSync(join(this.stateDir, "ready.json"), { force: true });
    const seedFile = join(this.stateDir, "seed.json");
    writeFileSync(seedFile, JSON.stringify(await this.options.seed(await loadSecrets(this.stateDir))));
    const { controllerPort } = this.options;
    const controller =
      controllerPort === null ? [] : ["--handset-controller", `ws://127.0.0.1:${controllerPort}/handsets`];
    const log = join(this.stateDir, "start.log");
    const child = await spawnBound(
      "/bin/sh",
      [
        "-c",
        'exec "$@" >>"$0" 2>&1',
        log,
        process.execPath,
        join(REPOSITORY, "scripts/start/main.ts"),
        "--state",
        this.stateDir,
        ...controller,
      ],
      {
        env: {
          ...process.env,
          CALLPING_HANDSET_USER: "handsets",
          CALLPING_HANDSET_PASSWORD: "only-on-this-machine",
        },
      },
    );
    this.child = child;
    for (const giveUpAt = Date.now() + withinMs; Date.now() < giveUpAt && child.child.exitCode === null;) {
      const ready = this.ready();
      if (ready !== null) return ready;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the installation did not get ready:\n${this.log()}`);
  }

  /** What it wrote when it got ready, or null while it is not. */
  ready(): Ready | null {
    try {
      return JSON.parse(readFileSync(join(this.stateDir, "ready.json"), "utf8")) as Ready;
    } catch (error) {
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  }

  /** Pid of the process that `npm start` is. */
  get supervisorPid(): number {
    if (this.child === null) throw new Error("the installation was not started");
    return this.child.pid;
  }

  /** Resolves when that process is gone. */
  async exited(): Promise<void> {
    await this.child?.exited;
  }

  log(): string {
    return readFileSync(join(this.stateDir, "start.log"), "utf8");
  }

  /** Where the carrier keeps what its handsets heard. */
  get recordings(): string {
    return join(chooseRunRoot(this.stateDir), "carrier/spool/recording");
  }

  async stop(): Promise<void> {
    await this.child?.stop(8_000);
    this.child = null;
  }

  /** Stops it and removes its state. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(chooseRunRoot(this.stateDir), { recursive: true, force: true });
    rmSync(this.stateDir, { recursive: true, force: true });
  }
}

/** A TCP port of 127.0.0.1 that is free now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? done(address.port) : fail(new Error("no port")),
      );
    });
  });
}

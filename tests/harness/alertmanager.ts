import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BoundProcess, spawnBound } from "@callping/pbx/process";
import { ALERTMANAGER_ROOT, installAlertmanager } from "./alertmanager-install.ts";
import { call } from "./api.ts";
import { freePort } from "./installation.ts";

const READY_WITHIN_MS = 20_000;

/** An alert as Prometheus pushes it. */
export interface PushedAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  endsAt?: string;
}

/** A real Alertmanager that listens on loopback alone and ends with this process. */
export class Alertmanager {
  readonly url: string;
  readonly pid: number;
  private readonly process: BoundProcess;
  /** Where it keeps its state and its log. */
  readonly folder: string;

  private constructor(url: string, process: BoundProcess, folder: string) {
    this.url = url;
    this.process = process;
    this.pid = process.pid;
    this.folder = folder;
  }

  /** Resolves when it takes alerts. `configuration` is an `alertmanager.yml`. */
  static async start(configuration: string): Promise<Alertmanager> {
    const program = await installAlertmanager();
    const folder = await mkdtemp(join(tmpdir(), "callping-alertmanager-"));
    await writeFile(join(folder, "alertmanager.yml"), configuration);
    const listen = `127.0.0.1:${await freePort()}`;
    const args = [
      `--config.file=${join(folder, "alertmanager.yml")}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=${listen}`,
      "--cluster.listen-address=",
    ];
    const process = await spawnBound(
      "/bin/sh",
      ["-c", 'exec "$@" >>"$0" 2>&1', join(folder, "log"), program, ...args],
      { cwd: ALERTMANAGER_ROOT },
    );
    const started = new Alertmanager(`http://${listen}`, process, folder);
    await started.ready();
    return started;
  }

  /** Pushes alerts as Prometheus does. */
  async push(...alerts: PushedAlert[]): Promise<void> {
    const { status, body } = await call(`${this.url}/api/v2/alerts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(alerts),
    });
    if (status !== 200) throw new Error(`Alertmanager answered ${status}: ${JSON.stringify(body)}`);
  }

  log(): Promise<string> {
    return readFile(join(this.folder, "log"), "utf8");
  }

  /** Ends it and leaves nothing of it. */
  async remove(): Promise<void> {
    await this.process.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    for (const giveUpAt = Date.now() + READY_WITHIN_MS; Date.now() < giveUpAt;) {
      const isReady = await call(`${this.url}/-/ready`).then(
        ({ status }) => status === 200,
        () => false,
      );
      if (isReady) return;
      if (this.process.child.exitCode !== null) break;
      await new Promise((done) => setTimeout(done, 50));
    }
    const log = await this.log();
    await this.remove();
    throw new Error(`Alertmanager did not start:\n${log}`);
  }
}

import { setTimeout as wait } from "node:timers/promises";

/** A started process. */
export interface Running {
  pid: number;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(): Promise<unknown>;
}

export interface KeepRunningOptions {
  /** The role in `processes.json`, `ready.json` and in what is said. */
  name: string;
  /** Resolves when the process serves. */
  start(): Promise<Running>;
  onUp(pid: number): void;
  onDown(why: string): void;
  /** It cannot be started again: told with the last reason, once. */
  onGivenUp(error: unknown): void;
  /** Restarts that may fail in a row, by default 20: about a minute. */
  tries?: number;
}

export interface Kept {
  stop(): Promise<void>;
}

/** The first restart is immediate: an outage is counted in milliseconds of unheard webhooks and untold keys. */
const BACKOFF_MS = [0, 250, 500, 1000, 2000, 4000] as const;
const STABLE_MS = 30_000;
const TRIES = 20;

/** Starts a process, resolves when it serves, and starts it again with back-off whenever it ends by itself. */
export async function keepRunning(options: KeepRunningOptions): Promise<Kept> {
  const keeper = new Keeper(options);
  await keeper.startOnce();
  void keeper.watch();
  return { stop: () => keeper.stop() };
}

class Keeper {
  readonly #options: KeepRunningOptions;
  readonly #stopping = new AbortController();
  #running: Running | null = null;
  #startedAt = 0;

  constructor(options: KeepRunningOptions) {
    this.#options = options;
  }

  async startOnce(): Promise<void> {
    const running = await this.#options.start();
    this.#running = running;
    this.#startedAt = performance.now();
    if (this.#stopping.signal.aborted) await running.stop();
    else this.#options.onUp(running.pid);
  }

  async watch(): Promise<void> {
    let failures = 0;
    while (this.#running !== null) {
      const exit = await this.#running.exited;
      this.#running = null;
      if (this.#stopping.signal.aborted) return;
      if (performance.now() - this.#startedAt > STABLE_MS) failures = 0;
      this.#options.onDown(
        exit.signal === null ? `left with code ${exit.code}` : `was ended by ${exit.signal}`,
      );
      while (this.#running === null) {
        if (!(await this.#pause(failures++))) return;
        try {
          await this.startOnce();
        } catch (error) {
          if (failures >= (this.#options.tries ?? TRIES)) {
            this.#options.onGivenUp(error);
            return;
          }
          this.#options.onDown(error instanceof Error ? error.message : String(error));
        }
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running?.stop();
  }

  /** `false` when the whole is being stopped meanwhile. */
  async #pause(failures: number): Promise<boolean> {
    const pause = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0;
    try {
      await wait(pause, undefined, { signal: this.#stopping.signal });
      return true;
    } catch {
      // Aborted: the only way this wait rejects.
      return false;
    }
  }
}

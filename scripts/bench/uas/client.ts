import { join } from "node:path";

import { type BoundProcess, spawnBound } from "@callping/pbx/process";

import type { Behaviour, FromUas, ToUas, Treatment, UasCallRecord } from "./protocol.ts";

/** The benchmark's end of the handsets' process: every call that ever reached a handset, and waits for calls. */
export class Handsets {
  /** By SIP Call-ID, in the order of their INVITEs. */
  readonly calls = new Map<string, UasCallRecord>();
  readonly #process: BoundProcess;
  readonly #watchers = new Set<(call: UasCallRecord) => void>();

  private constructor(process: BoundProcess) {
    this.#process = process;
  }

  static async start(address: string, port: number): Promise<Handsets> {
    const entry = join(import.meta.dirname, "main.ts");
    const bound = await spawnBound(process.execPath, [entry, address, String(port)], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const handsets = new Handsets(bound);
    const listening = Promise.withResolvers<void>();
    bound.child.on("message", (message: FromUas) => {
      if (message.type === "listening") listening.resolve();
      if (message.type === "calls") for (const call of message.calls) handsets.#note(call);
    });
    void bound.exited.then(() => listening.reject(new Error("the handsets' process ended")));
    await listening.promise;
    return handsets;
  }

  get pid(): number {
    return this.#process.pid;
  }

  behave(behaviour: Behaviour): void {
    this.#process.child.send({ type: "behave", behaviour } satisfies ToUas);
  }

  /** From now on, for what comes from this PBX. */
  treat(from: string, treatment: Treatment): void {
    this.#process.child.send({ type: "treat", from, treatment } satisfies ToUas);
  }

  /** The first call to a number that came at or after `since`, or null when none comes within the time. */
  async callTo(number: string, since: number, withinMs: number): Promise<UasCallRecord | null> {
    return this.#until((call) => call.number === number && call.invitedAt >= since, withinMs);
  }

  /** The same call once it has ended. */
  async endOf(callId: string, withinMs: number): Promise<UasCallRecord | null> {
    return this.#until((call) => call.callId === callId && call.endedAt !== null, withinMs);
  }

  /** Calls whose INVITE came at or after `since`. */
  callsSince(since: number): UasCallRecord[] {
    return [...this.calls.values()].filter((call) => call.invitedAt >= since);
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }

  #note(call: UasCallRecord): void {
    this.calls.set(call.callId, call);
    for (const watcher of this.#watchers) watcher(call);
  }

  async #until(wanted: (call: UasCallRecord) => boolean, withinMs: number): Promise<UasCallRecord | null> {
    const known = [...this.calls.values()].find(wanted);
    if (known !== undefined) return known;
    const found = Promise.withResolvers<UasCallRecord | null>();
    const watcher = (call: UasCallRecord): void => {
      if (wanted(call)) found.resolve(call);
    };
    this.#watchers.add(watcher);
    const timer = setTimeout(() => found.resolve(null), withinMs);
    try {
      return await found.promise;
    } finally {
      clearTimeout(timer);
      this.#watchers.delete(watcher);
    }
  }
}

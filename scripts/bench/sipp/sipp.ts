import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type BoundProcess, spawnBound } from "@callping/pbx/process";
import { monotonicMs } from "../clock.ts";
import { CARRIER_SCENARIO } from "./carrier-scenario.ts";
import { findSipp } from "./find-sipp.ts";

/** An INVITE as SIPp's own log has it: when, in milliseconds of the machine's monotonic clock, and for which number. */
export interface SippInvite {
  callId: string;
  number: string;
  invitedAt: number;
}

const RTP_PORT_OFFSET = 2;
/** Bounds the run whatever happens to us: SIPp ends by itself. */
const MOST_SECONDS = 600;

/** SIPp as the carrier at an address. What it says is what its own log of messages says. */
export class Sipp {
  readonly #process: BoundProcess;
  readonly #log: string;
  /** The two clocks differ by this; SIPp writes Unix time with microseconds. */
  readonly #epochMs = performance.timeOrigin + performance.now() - monotonicMs();

  private constructor(process: BoundProcess, log: string) {
    this.#process = process;
    this.#log = log;
  }

  static async start(address: string, port: number, folder: string): Promise<Sipp> {
    const { executablePath, env } = await findSipp();
    const [scenario, log] = [join(folder, "carrier.xml"), join(folder, "sipp-messages.tsv")];
    writeFileSync(scenario, CARRIER_SCENARIO);
    writeFileSync(log, "");
    const media = ["-mi", address, "-mp", String(port + RTP_PORT_OFFSET), "-rtp_echo"];
    const messages = ["-trace_shortmsg", "-shortmessage_file", log];
    const limits = ["-timeout", `${MOST_SECONDS}s`, "-nostdin", "-skip_rlimit"];
    const args = ["-sf", scenario, "-i", address, "-p", String(port), ...media, ...messages, ...limits];
    const sipp = new Sipp(await spawnBound(executablePath, args, { env: { ...process.env, ...env } }), log);
    await wait(500);
    if (sipp.#process.child.exitCode !== null)
      throw new Error(`SIPp ended at once: ${executablePath} ${args.join(" ")}`);
    return sipp;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** The first INVITE of each call since a moment, in their order. */
  callsSince(since: number): SippInvite[] {
    const calls = new Map<string, SippInvite>();
    for (const line of readFileSync(this.#log, "utf8").split("\n")) {
      const [, , epoch, direction, callId = "", , start = ""] = line.split("\t");
      const [, number] = /^INVITE sip:(\+\d+)@/.exec(start) ?? [];
      if (direction !== "R" || number === undefined || calls.has(callId)) continue;
      const invitedAt = Number(epoch) * 1000 - this.#epochMs;
      if (invitedAt >= since) calls.set(callId, { callId, number, invitedAt });
    }
    return [...calls.values()];
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }
}

import { chooseLoopback } from "@callping/pbx/loopback";

import type { Target } from "./load/webhook.ts";
import { sendWebhook, type Sent } from "./load/webhook.ts";
import {
  type ByRole,
  cpuMs,
  difference,
  type MachineTimes,
  machineBusy,
  machineTimes,
  readAll,
} from "./measure/processes.ts";
import type { BenchPlan } from "./options.ts";
import { Installation } from "./site/installation.ts";
import { type Lane, LaneDealer } from "./site/lanes.ts";
import { seedSite } from "./site/seed.ts";
import type { HopSite } from "./site/hop-site.ts";
import type { Behaviour } from "./uas/protocol.ts";
import { Handsets } from "./uas/client.ts";

/** A short call, so that one alert is over before the next. */
export const SHORT_CALL: Behaviour = { ringMs: 400, keyAfterMs: 300, hangUpAfterKeyMs: 300 };
/** Rings a second, listens for one and a half, presses 1, hangs up a second later. */
export const USUAL_CALL: Behaviour = { ringMs: 1000, keyAfterMs: 1500, hangUpAfterKeyMs: 1000 };

/** What one stretch of work cost. */
export interface Cost {
  /** CPU milliseconds by role. */
  cpu: ByRole;
  /** Share of the machine's CPU time, by whatever ran on it. */
  busy: number;
}

/** Everything a measurement needs: a running installation, its handsets, and lanes to send on. */
export class Bench {
  readonly plan: BenchPlan;
  readonly installation: Installation;
  readonly handsets: Handsets;
  readonly lanes: LaneDealer;
  /** Endpoints that store and ring nobody. */
  readonly pausedLanes: readonly Lane[];
  readonly hopSite: HopSite;
  readonly addresses: { uas: string; pbx: string; sipPort: number };
  webhooksAccepted = 0;

  private constructor(
    parts: Pick<
      Bench,
      "plan" | "installation" | "handsets" | "lanes" | "pausedLanes" | "hopSite" | "addresses"
    >,
  ) {
    this.plan = parts.plan;
    this.installation = parts.installation;
    this.handsets = parts.handsets;
    this.lanes = parts.lanes;
    this.pausedLanes = parts.pausedLanes;
    this.hopSite = parts.hopSite;
    this.addresses = parts.addresses;
  }

  static async start(plan: BenchPlan): Promise<Bench> {
    const installation = new Installation();
    const { addresses, port } = await chooseLoopback(`${installation.stateDir}/bench`, ["uas", "pbx"]);
    const handsets = await Handsets.start(addresses.uas, port);
    try {
      const site = await seedSite(plan, await installation.secrets());
      await installation.start({ host: addresses.uas, port }, site.statements);
      const place = { ...addresses, sipPort: port };
      const lanes = new LaneDealer(site.lanes);
      const { pausedLanes, hopSite } = site;
      return new Bench({ plan, installation, handsets, lanes, pausedLanes, hopSite, addresses: place });
    } catch (error) {
      await handsets.stop();
      await installation.remove();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.handsets.stop();
    await this.installation.remove();
  }

  get frontProxy(): Target {
    return { host: "127.0.0.1", port: this.installation.apiPort };
  }

  /** One alert on the next lane. Words repeat within an organization, as the alerts of one check do, unless given. */
  async alert(lateMs = 0, title?: string): Promise<Sent> {
    const lane = this.lanes.take();
    return this.alertOn(lane, title ?? `Checkout fails in region ${lane.organization}`, lateMs);
  }

  async alertOn(lane: Lane, title: string, lateMs = 0): Promise<Sent> {
    const sent = await sendWebhook(this.frontProxy, lane, { title }, lateMs);
    if (sent.status === 202) this.webhooksAccepted += 1;
    return sent;
  }

  /** `GET /api/v1…` with the traced organization's key; the body as text. */
  async read(path: string): Promise<string> {
    const headers = { authorization: `Bearer ${this.hopSite.apiKey}` };
    const response = await fetch(`http://127.0.0.1:${this.frontProxy.port}/api/v1${path}`, { headers });
    return response.text();
  }

  /** CPU time of every process while `work` runs. */
  async costOf<Result>(
    work: () => Promise<Result>,
    pids = this.pids(),
  ): Promise<{ result: Result; cost: Cost }> {
    const [before, machine]: [ByRole, MachineTimes] = [readAll(pids, cpuMs), machineTimes()];
    const result = await work();
    const cpu = difference(before, readAll(pids, cpuMs));
    return { result, cost: { cpu, busy: machineBusy(machine, machineTimes()) } };
  }

  pids(): ByRole {
    return { ...this.installation.pids(), handsets: this.handsets.pid, sender: process.pid };
  }

  say(line: string): void {
    console.log(`· ${line}`);
  }
}

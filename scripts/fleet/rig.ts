import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

import type { FleetEventsView, FleetView } from "@callping/contract/api/fleet";
import type { TimelineEntry } from "@callping/domain/alerts/timeline";
import { chooseLoopback } from "@callping/pbx/loopback";

import { monotonicMs } from "../bench/clock.ts";
import { keepAlive, post } from "../bench/load/post.ts";
import type { Target } from "../bench/load/webhook.ts";
import { Installation } from "../bench/site/installation.ts";
import type { Lane } from "../bench/site/lanes.ts";
import { LaneDealer } from "../bench/site/lanes.ts";
import { seedSite } from "../bench/site/seed.ts";
import { Handsets } from "../bench/uas/client.ts";
import type { Behaviour, Treatment, UasCallRecord } from "../bench/uas/protocol.ts";
import { ControlLine } from "./control-line.ts";
import { newToken, startThirdPbx, thirdStatements } from "./third-pbx.ts";

const SITE = { organizations: 10, lanesEach: 90 } as const;
/** Each alert whose timeline is read has a number of its own: a number that comes again may be cooling down. */
const TRACED_LANES = 200;
const FLEET_WITHIN_MS = 120_000;

/** An alert that was sent, and the id it was given. */
export interface SentAlert {
  alertId: string;
  number: string;
  sentAt: number;
}

/** What `GET /alerts/:id` says, as far as it is asked for. */
export interface AlertFacts {
  state: string;
  timeline: readonly TimelineEntry[];
}

/** Three real PBXs, four trunks, two carriers that time what reaches them, and the product between. */
export class Rig {
  readonly installation: Installation;
  readonly line: ControlLine;
  readonly pbxOf: ReadonlyMap<string, string>;
  readonly #carriers: readonly Handsets[];
  readonly #third: Awaited<ReturnType<typeof startThirdPbx>>;
  readonly #apiKey: string;
  readonly #lanes: LaneDealer;
  readonly #traced: LaneDealer;
  readonly #agent = keepAlive(8);

  private constructor(
    parts: Pick<Rig, "installation" | "line" | "pbxOf"> & {
      carriers: readonly Handsets[];
      third: Awaited<ReturnType<typeof startThirdPbx>>;
      apiKey: string;
      lanes: readonly Lane[];
      traced: readonly Lane[];
    },
  ) {
    this.installation = parts.installation;
    this.line = parts.line;
    this.pbxOf = parts.pbxOf;
    this.#carriers = parts.carriers;
    this.#third = parts.third;
    this.#apiKey = parts.apiKey;
    this.#lanes = new LaneDealer(parts.lanes);
    this.#traced = new LaneDealer(parts.traced);
  }

  static async start(say: (line: string) => void): Promise<Rig> {
    const installation = new Installation();
    const { stateDir } = installation;
    const { addresses, port } = await chooseLoopback(`${stateDir}/fleet`, ["first", "second", "third"]);
    const at = (host: string): Target => ({ host, port });
    const secrets = await installation.secrets();
    const token = newToken();
    const site = await seedSite(SITE, secrets, TRACED_LANES);
    const line = await ControlLine.lay(() => workerOf(installation));
    const carriers = [
      await Handsets.start(addresses.first, port),
      await Handsets.start(addresses.second, port),
    ] as const;
    const third = await startThirdPbx(
      {
        stateDir,
        token,
        sip: at(addresses.third),
        controlPort: line.port,
        carriers: [at(addresses.first), at(addresses.second)],
      },
      say,
    );
    await installation.start(at(addresses.first), [
      ...site.statements,
      ...(await thirdStatements(token, secrets.credentialPepper)),
    ]);
    const places = installation.ready.pbxs.map(({ id, sip }): [string, string] => [hostOf(sip), id]);
    const pbxOf = new Map([...places, [addresses.third, "pbx-3"]]);
    const { apiKey, lanes: traced } = site.hopSite;
    const rig = new Rig({ installation, line, pbxOf, carriers, third, apiKey, lanes: site.lanes, traced });
    await rig.untilWell();
    return rig;
  }

  async stop(): Promise<void> {
    this.line.close();
    this.#agent.destroy();
    await Promise.all([this.#third.remove(), ...this.#carriers.map((carrier) => carrier.stop())]);
    await this.installation.remove();
  }

  behave(behaviour: Behaviour): void {
    for (const carrier of this.#carriers) carrier.behave(behaviour);
  }

  /** What both carriers do with the calls of one PBX. */
  treat(pbxId: string, treatment: Treatment): void {
    for (const [address, id] of this.pbxOf)
      if (id === pbxId) for (const carrier of this.#carriers) carrier.treat(address, treatment);
  }

  /** Sends an alert of a number of its own. `traced`: of the organization whose timelines can be read. */
  async alert({ traced = false, title = "Checkout fails" } = {}): Promise<SentAlert> {
    const lane = (traced ? this.#traced : this.#lanes).take();
    const target = { host: "127.0.0.1", port: this.installation.apiPort };
    const sentAt = monotonicMs();
    const body = { title, severity: "critical", dedup_key: randomUUID() };
    const { status, text } = await post(target, `/api/wh/${lane.endpointUuid}`, body, this.#agent);
    const alertId = /"id":"(alr_\w+)"/.exec(text)?.[1];
    if (status !== 202 || alertId === undefined)
      throw new Error(`a webhook was answered ${status}: ${text.slice(0, 300)}`);
    return { alertId, number: lane.number, sentAt };
  }

  /** One alert after the other at a steady rate, whatever the answers do. */
  async alerts(
    count: number,
    aSecond: number,
    options: Parameters<Rig["alert"]>[0] = {},
  ): Promise<SentAlert[]> {
    const startAt = monotonicMs();
    const sent: Promise<SentAlert>[] = [];
    for (let index = 0; index < count; index += 1) {
      const early = startAt + (index * 1000) / aSecond - monotonicMs();
      if (early > 0) await wait(early);
      sent.push(this.alert(options));
    }
    return Promise.all(sent);
  }

  /** INVITEs to a number since it was sent for, in their order, each with the carrier (0 or 1) that it came to. */
  callsTo({ number, sentAt }: SentAlert): (UasCallRecord & { carrier: number })[] {
    return this.#carriers
      .flatMap((carrier, index) => carrier.callsSince(sentAt).map((call) => ({ ...call, carrier: index })))
      .filter((call) => call.number === number)
      .toSorted((a, b) => a.invitedAt - b.invitedAt);
  }

  async read<Body>(path: string): Promise<Body> {
    const headers = { authorization: `Bearer ${this.#apiKey}` };
    const response = await fetch(`http://127.0.0.1:${this.installation.apiPort}/api/v1${path}`, { headers });
    if (!response.ok)
      throw new Error(`GET ${path} was answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Body;
  }

  alertOf({ alertId }: SentAlert): Promise<AlertFacts> {
    return this.read<AlertFacts>(`/alerts/${alertId}`);
  }

  /** When a trunk of this PBX was last found down, on the monotonic clock. */
  async lastDownAt(pbxId: string): Promise<number> {
    const { data } = await this.read<FleetEventsView>("/fleet/events");
    const down = data.find((event) => event.pbx_id === pbxId && event.kind === "trunk_down");
    return down === undefined ? Infinity : Date.parse(down.at) - (Date.now() - monotonicMs());
  }

  /** Every PBX is up and reaches its trunks, and no breaker is open; a call now and then, for a breaker to probe with. */
  async untilWell(): Promise<void> {
    for (const giveUpAt = monotonicMs() + FLEET_WITHIN_MS; ; await wait(500)) {
      const ids = new Set(this.pbxOf.values());
      const data = (await this.read<FleetView>("/fleet")).data.filter(({ id }) => ids.has(id));
      const down = data.flatMap(({ id, trunks }) =>
        trunks.filter(({ reachable }) => !reachable).map((trunk) => `${id} does not reach ${trunk.id}`),
      );
      const open = data.flatMap(({ id, trunks }) =>
        trunks
          .filter(({ countries }) => countries.some(({ breaker }) => breaker !== "closed"))
          .map((trunk) => `the breaker of ${id}, ${trunk.id} is not closed`),
      );
      if (data.length === ids.size && down.length + open.length === 0) return;
      if (monotonicMs() > giveUpAt)
        throw new Error(`the fleet is not well: ${[...down, ...open].join(", ")}`);
      if (open.length > 0) await this.alert();
    }
  }
}

function workerOf(installation: Installation): Target | null {
  try {
    return installation.workerSockets().api;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function hostOf(sip: string): string {
  return sip.replace(/^sip:/, "").split(":")[0] ?? sip;
}

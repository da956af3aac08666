import { checkNumber } from "@callping/domain/numbers/check-number";
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { input } from "../../../objects/desk/testing/inputs.ts";
import { exampleUuid } from "../../../objects/desk/testing/example-snapshot.ts";
import type { AlertDetail } from "../../../objects/desk-protocol.ts";
import type { DeskParts } from "../../../objects/desk/parts.ts";
import { deskName, HOME_REGION, phoneLineName } from "../../../objects/names.ts";
import type { AttemptRow, CallRow } from "../../../objects/phone-line/rows.ts";
import type { LineParts } from "../../../objects/phone-line/parts.ts";
import type { PhoneLine } from "../../../objects/phone-line/phone-line.ts";
import type { LegOrder, LegReport, RouteAnswer } from "../../../objects/protocol.ts";
import { hmac } from "../../credentials/hmac.ts";
import { getHealthyPbx } from "../../pbx-registry.ts";
import { readSent } from "../read-sent.ts";
import { type DryRunCase, FLEET } from "./cases.ts";

/** A leg that the PBX was asked for: nobody ever answers it. */
export interface PlacedLeg {
  order: LegOrder;
  placedAt: number;
}

type Coming = { at: number; line: string; report: LegReport };

/** A turn of the event loop is seldom enough for a commit, an RPC and what they detach; so many always are. */
const MOST_TURNS = 400;
const MOST_MOMENTS = 500;

/** What was drawn has no prototypes, and no RPC carries that. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** The fleet as the registry picks from it, every PBX up. */
function pick(number: string): RouteAnswer {
  const checked = checkNumber(number, { fictionAllowed: true });
  if (!checked.ok) return { ok: false, reason: "no_permitted_route" };
  const health = new Map(
    FLEET.pbxs.map(({ id, trunks }) => [
      id,
      { connected: true, reachableTrunks: new Set(trunks.map((trunk) => trunk.id)) },
    ]),
  );
  const picked = getHealthyPbx(checked, FLEET, { exclude: [], health, cursor: 0 });
  return picked.ok ? { ok: true, ...picked.route, silence_ms: 10_000, doubtful: false } : picked;
}

/**
 * The real Desk and the real PhoneLines of one case, between a webhook and a PBX that this plays. The clock is the test's:
 * it goes to the next moment at which an object, or a leg, has something to do.
 */
export class RealWorld {
  readonly legs: PlacedLeg[] = [];
  private readonly given: DryRunCase;
  private readonly desk: ReturnType<typeof env.DESK.getByName>;
  private readonly lines = new Map<string, DurableObjectStub<PhoneLine>>();
  private coming: Coming[] = [];

  constructor(given: DryRunCase) {
    this.given = given;
    this.desk = env.DESK.getByName(deskName(given.snapshot.organization.number, 0));
  }

  /** From the webhook until its alert is closed. */
  async run(): Promise<AlertDetail> {
    const { snapshot, payload, at } = this.given;
    const [endpoint] = snapshot.endpoints;
    if (endpoint === undefined) throw new Error("the case has no endpoint");
    vi.setSystemTime(at);
    await this.openLines();
    await this.desk.replaceSnapshot(plain(snapshot));
    const events = readSent(endpoint, { payload }).events.map(({ read }) => plain(read));
    const answer = await this.desk.receive(input({ endpoint_uuid: exampleUuid(50, 1), events }));
    const alertId = (answer.ok && answer.alerts[0]?.id) || "";
    for (let moments = 0; moments < MOST_MOMENTS; moments += 1) {
      await this.settle();
      const detail = await this.desk.alert(alertId);
      if (detail === null) throw new Error("the webhook began no alert");
      if (detail.alert.closed_at !== null) return detail;
      await this.goOn();
    }
    throw new Error("the alert is never closed");
  }

  private async openLines(): Promise<void> {
    for (const { number } of this.given.snapshot.phones) {
      const [hash = 0] = await hmac(env.NUMBER_HASH_KEY, number);
      const name = phoneLineName(HOME_REGION, env.DEPLOYMENT, hash);
      const line = env.PHONE_LINE.getByName(name);
      this.lines.set(name, line);
      await runInDurableObject(line, (object) => {
        const { parts } = object as unknown as { parts: LineParts };
        parts.env = { ...parts.env, FLEET: this.fleet, PBX_LINK: this.pbx } as unknown as LineParts["env"];
      });
    }
  }

  private readonly fleet = {
    getByName: () => ({ pick: async (query: { number: string }) => pick(query.number) }),
  };

  private readonly pbx = {
    getByName: () => ({
      place: async (order: LegOrder) => {
        const now = Date.now();
        this.legs.push({ order, placedAt: now });
        this.tell(order, now, 1, { kind: "ringing", early_media: false });
        const outcome = { outcome: "no_answer", sip_code: null, cause: null } as const;
        this.tell(order, now + order.ring_seconds * 1000, 2, { kind: "ended", ...outcome });
        return { ok: true };
      },
      updateScript: async (legId: string, script: LegOrder["script"]) => {
        const leg = this.legs.find(({ order }) => order.leg_id === legId);
        if (leg !== undefined) leg.order = { ...leg.order, script };
        return leg !== undefined;
      },
      legStatus: async () => ({ phase: "ringing" }),
      cancel: async (legId: string) => {
        const order = this.legs.find((leg) => leg.order.leg_id === legId)?.order;
        this.coming = this.coming.filter(({ report }) => report.leg_id !== legId);
        const outcome = { outcome: "cancelled", sip_code: null, cause: null } as const;
        if (order !== undefined) this.tell(order, Date.now(), 3, { kind: "ended", ...outcome });
        return { phase: "ringing" };
      },
    }),
  };

  private tell({ leg_id, call_id, line }: LegOrder, at: number, seq: number, fact: LegReport["fact"]): void {
    this.coming.push({ at, line, report: { leg_id, call_id, seq, at, fact } });
  }

  /** The clock goes to whatever comes next, and it happens: what a PBX tells before what an object remembers. */
  private async goOn(): Promise<void> {
    // Of one moment a number comes before an alert, as the rehearsal has it: in earnest a millisecond decides.
    const objects = [...this.lines.values(), this.desk];
    const due = await Promise.all(objects.map((object) => this.dueOf(object)));
    const next = Math.min(...due, ...this.coming.map(({ at }) => at));
    if (!Number.isFinite(next)) throw new Error("nobody will ever look at this open alert again");
    vi.setSystemTime(Math.max(Date.now(), next));
    if (await this.hearLegs()) return;
    for (const [index, object] of objects.entries()) {
      if ((due[index] ?? Infinity) > Date.now()) continue;
      await runInDurableObject(object as DurableObjectStub<PhoneLine>, (live) => live.alarm());
      if (object !== this.desk) await this.settle();
    }
  }

  /** Everything that legs tell at this moment, calls' ends told on to the Desk. */
  private async hearLegs(): Promise<boolean> {
    const now = this.coming.filter(({ at }) => at <= Date.now());
    this.coming = this.coming.filter((one) => !now.includes(one));
    for (const { line, report } of now) {
      const stub = this.lines.get(line);
      await stub?.legReports([report]);
    }
    return now.length > 0;
  }

  /** When an object wants to be woken for an alert or a number. What it keeps for the case of a crash is left to its alarm. */
  private dueOf(object: DurableObjectStub): Promise<number> {
    return runInDurableObject(object, (live) => {
      const { timers } = (live as unknown as { parts: { timers: unknown } }).parts;
      const { table } = timers as { table: Map<string, number> };
      const isAsked = (key: string): boolean => key === "alerts" || key.startsWith("line:");
      return Math.min(Infinity, ...[...table].flatMap(([key, due]) => (isAsked(key) ? [due] : [])));
    });
  }

  /** Until every order has been handed over, every call placed or ended, and everybody has been told. */
  private async settle(): Promise<void> {
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      await scheduler.wait(0);
      if ((await this.isDeskQuiet()) && (await this.areLinesQuiet())) {
        if (this.coming.some(({ at }) => at <= Date.now())) await this.hearLegs();
        else return;
      }
    }
    throw new Error("the objects never come to rest");
  }

  private isDeskQuiet(): Promise<boolean> {
    return runInDurableObject(this.desk, (desk, { storage }) => {
      // What was handed over goes with the next commit.
      (desk as unknown as { parts: DeskParts }).parts.commit(() => undefined);
      return storage.sql.exec("SELECT 1 FROM deliveries").toArray().length === 0;
    });
  }

  private async areLinesQuiet(): Promise<boolean> {
    for (const line of this.lines.values()) if (!(await runInDurableObject(line, isQuiet))) return false;
    return true;
  }
}

type Open = { calls: Map<string, CallRow>; attempts: Map<string, AttemptRow> };

/** Every call of a line is placed, every attempt has a call or a reason to wait, and Desks know it. */
async function isQuiet(line: PhoneLine): Promise<boolean> {
  const { parts } = line as unknown as { parts: LineParts };
  const { open } = parts.store as unknown as { open: Open };
  for (const { call_id } of open.calls.values()) await parts.reports.drain(call_id);
  return (
    [...open.calls.values()].every(({ leg_state }) => leg_state === "placed") &&
    [...open.attempts.values()].every(({ state, hold }) => state !== "waiting" || hold !== null)
  );
}

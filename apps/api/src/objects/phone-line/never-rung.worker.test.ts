import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { AttemptOrder, CallReport, LegOrder } from "../protocol.ts";
import { PLATFORM } from "../suppression-protocol.ts";
import { acceptOrder } from "./accept-order.ts";
import { finishSuppressions, suppress } from "./suppress.ts";
import { takeLegReports } from "./take-leg-reports.ts";
import { exampleOrder, legReport, lineWorld, type LineWorld, type Neighbours } from "./testing/line-world.ts";

const NUMBERS = ["+33199001000", "+999123456789012"];
const ORGANIZATIONS = ["org_1", "org_2", "org_operators"];
const code = (purpose: "verify" | "agree" | "stop" | "return") => ({
  drill: true,
  code: { purpose, organization_number: 1 },
});

/** Everything that a Desk may ask to ring a number for. */
const ERRANDS = {
  alert: {},
  redial: { ignore_cooldown: true },
  escalation: { severity: "major" },
  reconfirm: { reconfirm: true },
  drill: { drill: true },
  verify: code("verify"),
  agree: code("agree"),
  stop: code("stop"),
  return: code("return"),
} satisfies Record<string, Partial<AttemptOrder>>;
type Errand = keyof typeof ERRANDS;

type Step =
  | { kind: "order"; errand: Errand; organization: string; number: string }
  | { kind: "suppress"; scope: string; number: string; active: boolean }
  | { kind: "leg"; leg: number; fact: "ringing" | "answered" | "nine" | "busy" | "trunk_error" | "lost" }
  | { kind: "turn"; number: string }
  | { kind: "crash" };

const number = fc.constantFrom(...NUMBERS);
const errand = fc.constantFrom(...(Object.keys(ERRANDS) as Errand[]));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("order" as const),
      errand,
      organization: fc.constantFrom(...ORGANIZATIONS),
      number,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("suppress" as const),
      scope: fc.constantFrom(PLATFORM, ...ORGANIZATIONS),
      number,
      active: fc.constantFrom(true, true, false),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("leg" as const),
      leg: fc.nat(5),
      fact: fc.constantFrom("ringing", "answered", "nine", "busy", "trunk_error", "lost"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("turn" as const), number }) },
  { weight: 1, arbitrary: fc.constant({ kind: "crash" as const }) },
);

/** What was said, kept by the test itself. */
class Said {
  private readonly stopped = new Set<string>();
  set(of: string, scope: string, active: boolean): void {
    if (active) this.stopped.add(`${of} ${scope}`);
    else this.stopped.delete(`${of} ${scope}`);
  }
  stops({ number: of, organization_id }: Pick<LegOrder, "number" | "organization_id">): boolean {
    return this.stopped.has(`${of} ${organization_id}`) || this.stopped.has(`${of} ${PLATFORM}`);
  }
}

class Story {
  readonly wrong: string[] = [];
  readonly rung = new Set<Errand>();
  private readonly said = new Said();
  private readonly storage: DurableObjectStorage;
  private world: LineWorld;
  private readonly legs: LegOrder[] = [];
  private readonly seqs = new Map<string, number>();
  private orders = 0;

  constructor(storage: DurableObjectStorage) {
    this.storage = storage;
    this.world = this.open();
  }

  private open(): LineWorld {
    const neighbours: Neighbours = {
      pick: () => ({ ok: true, pbx_id: "pbx-1", trunk_id: "carrier", silence_ms: 10_000, doubtful: false }),
      legStatus: () => ({ phase: "ringing" }),
      callReports: (reports: CallReport[]) => ({ seq: Math.max(...reports.map(({ seq }) => seq)) }),
      place: (order) => this.place(order),
    };
    return lineWorld(this.storage, neighbours);
  }

  private place(order: LegOrder): { ok: true } {
    const attempts = this.world.parts.store.liveOf(order.call_id);
    const errands = attempts.map(({ order: { title } }) => title as Errand);
    for (const one of errands) this.rung.add(one);
    if (this.said.stops(order) && errands.some((one) => one !== "return"))
      this.wrong.push(`${order.number} for ${order.organization_id}: ${errands.join(", ")}`);
    this.legs.push(order);
    return { ok: true };
  }

  async take(one: Step): Promise<void> {
    switch (one.kind) {
      case "order":
        this.orders += 1;
        await this.order(one.errand, one.organization, one.number);
        break;
      case "suppress": {
        const { kind: _kind, ...change } = one;
        this.said.set(one.number, one.scope, one.active);
        suppress(this.world.parts, { ...change, how: "operator", by: "olena", reason: "r", call_id: null });
        break;
      }
      case "leg":
        await this.tell(one.leg, one.fact);
        break;
      case "turn":
        this.world.parts.takeTurn(one.number);
        break;
      case "crash":
        this.world = this.open();
        for (const of of NUMBERS) this.world.parts.takeTurn(of);
        await finishSuppressions(this.world.parts).catch(() => undefined);
        break;
    }
    await this.world.settled();
  }

  private async order(kind: Errand, organization: string, to: string): Promise<void> {
    const id = `att_${this.orders}-1`;
    const base = exampleOrder(id, {
      organization_id: organization,
      desk: `desk:${organization}`,
      ...ERRANDS[kind],
    });
    // The title carries the errand: nobody listens in this test.
    await acceptOrder(this.world.parts, new Map(), {
      ...base,
      alert_id: `alr_${this.orders}`,
      title: kind,
      phone: { ...base.phone, number: to },
    });
  }

  private async tell(which: number, fact: Extract<Step, { kind: "leg" }>["fact"]): Promise<void> {
    const leg = this.legs.at(-1 - which);
    if (leg === undefined) return;
    const seq = (this.seqs.get(leg.leg_id) ?? 0) + 1;
    this.seqs.set(leg.leg_id, seq);
    const call = this.world.parts.store.call(leg.call_id);
    if (fact === "nine" && call?.leg_id === leg.leg_id && call.phase !== "ended")
      this.said.set(leg.number, leg.organization_id, true);
    await takeLegReports(this.world.parts, [legReport(leg, seq, factOf(fact))]);
  }
}

function factOf(fact: Extract<Step, { kind: "leg" }>["fact"]): Parameters<typeof legReport>[2] {
  switch (fact) {
    case "ringing":
      return { kind: "ringing", early_media: false };
    case "answered":
      return { kind: "answered" };
    case "nine":
      return { kind: "key", digit: "9", meaning: "opt_out" };
    default:
      return { kind: "ended", outcome: fact, sip_code: null, cause: null };
  }
}

it("no call leaves to a number that may not be called, whatever asks for it and whatever dies: only the holder's own", async () => {
  const rung = new Set<Errand>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const stub = env.PHONE_LINE.get(env.PHONE_LINE.newUniqueId());
      const wrong = await runInDurableObject(stub, async (_line, { storage }) => {
        const story = new Story(storage);
        for (const one of steps) await story.take(one);
        for (const one of story.rung) rung.add(one);
        return story.wrong;
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 60 },
  );
  // The stories rang for everything there is: what is not asked is not proven.
  expect([...rung].toSorted()).toEqual(Object.keys(ERRANDS).toSorted());
});

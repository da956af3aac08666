import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { AttemptOrder, CallReport, LegOrder } from "../protocol.ts";
import { lineState } from "./line-state.ts";
import { takeLegReports } from "./take-leg-reports.ts";
import { exampleOrder, legReport, lineWorld, type LineWorld, type Neighbours } from "./testing/line-world.ts";

const WELL: Neighbours = {
  pick: () => ({ ok: true, pbx_id: "pbx-1", trunk_id: "carrier", silence_ms: 10_000, doubtful: false }),
  place: () => ({ ok: true }),
  legStatus: () => ({ phase: "ringing" }),
  callReports: (reports: readonly CallReport[]) => ({ seq: Math.max(...reports.map(({ seq }) => seq)) }),
};
const NUMBER = "+33199001000";

async function onLine(test: (world: LineWorld) => Promise<void>): Promise<void> {
  const stub = env.PHONE_LINE.get(env.PHONE_LINE.newUniqueId());
  await runInDurableObject(stub, (_line, { storage }) => test(lineWorld(storage, WELL)));
}
async function take(world: LineWorld, attemptId: string, over: Partial<AttemptOrder> = {}): Promise<void> {
  world.parts.store.addAttempt(exampleOrder(attemptId, over), Date.now());
  world.parts.takeTurn(NUMBER);
  await world.settled();
}
const code = (world: LineWorld): Promise<void> =>
  take(world, "cod_1-1", {
    drill: true,
    severity: "info",
    title: "",
    alert_id: "cod_1",
    code: { purpose: "agree", organization_number: 107 },
  });
function leg({ placed }: LineWorld, index = 0): LegOrder {
  const order = placed[index];
  if (order === undefined) throw new Error(`only ${placed.length} legs were placed`);
  return order;
}
const ended = { kind: "ended", outcome: "no_answer", sip_code: 487, cause: 16 } as const;

describe("a code call at a telephone's line", () => {
  it("says the number of the organization that asks, and no word of a customer's", () =>
    onLine(async (world) => {
      await code(world);
      const { script } = leg(world);
      expect(script.keyMap).toBe("agree");
      expect(script.message.map(({ words }) => words).join(" ")).toMatch(/^CallPing\. .* one +zero +seven/);
      expect(JSON.stringify(script)).not.toContain("Example");
    }));

  it("that rings becomes the call of the same organization's alert, which alone is spoken of", () =>
    onLine(async (world) => {
      await code(world);
      await takeLegReports(world.parts, [legReport(leg(world), 1, { kind: "ringing", early_media: false })]);
      await take(world, "att_1-1");
      expect(world.placed).toHaveLength(1);
      expect(world.updated.map(({ keyMap }) => keyMap)).toEqual(["default"]);
    }));

  it("gives way to another organization's alert, and holds none back by cooldown or cap", () =>
    onLine(async (world) => {
      await code(world);
      await take(world, "att_2-1", { organization_id: "org_2", desk: "desk:2:0", severity: "minor" });
      expect(world.cancelled).toEqual([leg(world).leg_id]);
      await takeLegReports(world.parts, [legReport(leg(world), 1, { ...ended, outcome: "cancelled" })]);
      await world.settled();
      expect(world.placed).toHaveLength(2);
      expect(leg(world, 1).script.keyMap).toBe("default");
    }));
});

describe("what holds calls to a number", () => {
  const held = ({ parts }: LineWorld, organizationId: string) =>
    lineState(parts, NUMBER, organizationId, Date.now());

  it("is nothing, the call that is on, or the minute after it; of others' calls only that they hold it", () =>
    onLine(async (world) => {
      expect(held(world, "org_1")).toEqual({ last_call_at: null, next_call_at: null, held_by: null });
      await take(world, "att_1-1");
      expect(held(world, "org_2")).toMatchObject({ last_call_at: null, held_by: "line_busy" });
      await takeLegReports(world.parts, [legReport(leg(world), 1, ended)]);
      await world.settled();
      const own = held(world, "org_1");
      expect(own).toMatchObject({ held_by: "cooldown" });
      expect((own.next_call_at ?? 0) - (own.last_call_at ?? 0)).toBe(60_000);
      expect(held(world, "org_2")).toMatchObject({ last_call_at: null, held_by: "cooldown" });
    }));
});

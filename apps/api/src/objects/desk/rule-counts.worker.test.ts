import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type { AlertReceipt, Snapshot } from "../desk-protocol.ts";
import { RuleCounts } from "./rule-counts.ts";
import { createTables } from "./schema.ts";
import { exampleEndpoint, exampleSnapshot, exampleUuid } from "./testing/example-snapshot.ts";
import { event, input } from "./testing/inputs.ts";

/** Three times in ten minutes rings everybody; what comes before is recorded. */
function counting(organization: number, per: "dedup_key" | "endpoint"): Snapshot {
  const action = { type: "call_all" };
  const count = { times: 3, withinSeconds: 600, per };
  const often = { id: "often", name: "Often", count, action };
  const before = { id: "before", name: "Before", action: { type: "record_only" } };
  const endpoints = [1, 2].map((n) => exampleEndpoint(organization, n, { paused: false }));
  const snapshot = exampleSnapshot(organization, endpoints);
  const scenario = { id: "scn_1", name: "Count", version: 7, primary_member_id: "mem_1", plan: null };
  return { ...snapshot, scenarios: [{ ...scenario, rules: [often, before] }] };
}

const deskOf = (organization: number) => env.DESK.getByName(`desk:${organization}:0`);

async function send(
  organization: number,
  endpoint: number,
  more: Partial<IncomingEvent>,
  requestId?: string,
): Promise<AlertReceipt | undefined> {
  const result = await deskOf(organization).receive(
    input({
      endpoint_uuid: exampleUuid(organization, endpoint),
      received_at: Date.now(),
      events: [event(more)],
      ...(requestId !== undefined && { request_id: requestId }),
    }),
  );
  return "alerts" in result ? result.alerts[0] : undefined;
}

describe("a rule that counts", () => {
  it("the page after five that only recorded: the third repeat of one problem rings, another problem's does not", async () => {
    await deskOf(71).replaceSnapshot(counting(71, "dedup_key"));
    const rules = [];
    for (const dedupKey of ["disk", "swap", "disk", "disk", "swap"])
      rules.push((await send(71, 1, { dedupKey }))?.rule);
    expect(rules).toEqual(["Before", "Before", "Before", "Often", "Before"]);
  });

  it("of an endpoint counts all its problems, not another endpoint's, and not another organization's", async () => {
    for (const organization of [72, 73])
      await deskOf(organization).replaceSnapshot(counting(organization, "endpoint"));
    const rules = [];
    for (const [organization, endpoint, dedupKey] of [
      [72, 1, "a"],
      [72, 1, "b"],
      [72, 2, "c"],
      [73, 1, "d"],
      [72, 1, "e"],
      [73, 1, "f"],
    ] as const)
      rules.push((await send(organization, endpoint, { dedupKey }))?.rule);
    expect(rules).toEqual(["Before", "Before", "Before", "Before", "Often", "Before"]);
  });

  it("counts a webhook that comes twice once, and repeats of what rings already", async () => {
    await deskOf(74).replaceSnapshot(counting(74, "endpoint"));
    await send(74, 1, { dedupKey: "a" }, "req_same");
    await send(74, 1, { dedupKey: "a" }, "req_same");
    expect((await send(74, 1, { dedupKey: "b" }))?.rule).toBe("Before");
    expect((await send(74, 1, { dedupKey: "c" }))?.rule).toBe("Often");
    const detail = await deskOf(74).alert((await send(74, 1, { dedupKey: "c" }))?.id ?? "");
    expect(detail?.timeline.find(({ kind }) => kind === "rule_matched")).toMatchObject({
      data: { rule_id: "often", scenario_id: "scn_1", scenario_version: 7 },
    });
    await runInDurableObject(deskOf(74), async (_desk, { storage }) => {
      const [row] = storage.sql.exec<{ moments: string }>("SELECT moments FROM rule_counts").toArray();
      expect(JSON.parse(row?.moments ?? "[]")).toHaveLength(3);
    });
  });

  it("survives the death of its Desk, forgets what is over, and stays within its bound", async () => {
    const stub = env.DESK.get(env.DESK.newUniqueId());
    await runInDurableObject(stub, async (_desk, { storage }) => {
      createTables(storage.sql);
      const count = { times: 3, withinSeconds: 60, per: "dedup_key" } as const;
      const before = new RuleCounts(storage.sql);
      for (const [index, id] of ["a", "b", "c"].entries()) before.add(id, count, 1000 * index, 1);
      const after = new RuleCounts(storage.sql);
      expect(after.earlier("a")).toEqual([0]);
      after.prune(60_000);
      expect(["a", "b", "c"].map((id) => after.earlier(id))).toEqual([[], [1000], [2000]]);
      after.prune(60_001, 1);
      expect(["b", "c"].map((id) => after.earlier(id))).toEqual([[], [2000]]);
    });
  });
});

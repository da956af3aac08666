import { startAlert } from "@callping/domain/alerts/start";
import type { Action } from "@callping/domain/rules/action";
import type { CallPlan } from "@callping/domain/rules/plan";
import { auditOrganization } from "@callping/domain/readiness/audit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { peopleOf } from "../../objects/desk/people.ts";
import type { Snapshot } from "../../objects/desk-protocol.ts";
import { compileStored } from "../scenarios/compile-stored.ts";
import { toAudited } from "./to-audited.ts";

const NOW = Date.parse("2026-11-23T10:00:00Z");
const HOUR_MS = 3_600_000;
const HOURS = 14 * 24;

const PEOPLE = ["mem_0", "mem_1", "mem_2"];
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Action>(
    { type: "call_primary" },
    { type: "call_all" },
    { type: "call_project" },
    { type: "call_owners" },
  ),
  fc.constantFrom(...PEOPLE, "mem_gone").map((memberId): Action => ({ type: "call_member", memberId })),
  fc
    .constantFrom("sch_0", "sch_gone")
    .map((scheduleId): Action => ({ type: "call_on_schedule", scheduleId })),
);
const plan: fc.Arbitrary<Partial<CallPlan>> = fc.record(
  {
    passes: fc.constantFrom(1, 3),
    steps: fc.array(
      action.map((one) => ({ afterSeconds: 60, action: one })),
      { maxLength: 2 },
    ),
    catchAll: action,
  },
  { requiredKeys: ["passes", "steps"] },
);
const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
const person = fc.record({
  role: fc.constantFrom("owner" as const, "member" as const),
  /** The last number is one that nobody may call. */
  number: fc.constantFrom("+33199000901", "+33199000902", "+33199000903", "+33899000000"),
  enabled: mostly,
  verified: mostly,
  primary: fc.boolean(),
  objected: mostly.map((usual) => !usual),
  hasPhone: mostly,
});
const world = fc.record({
  people: fc.array(person, { minLength: 3, maxLength: 3 }),
  action,
  plan,
  turns: fc.array(fc.subarray([...PEOPLE, "mem_gone"], { minLength: 1 }), { minLength: 1, maxLength: 3 }),
  every: fc.integer({ min: 1, max: 30 }),
});
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

function snapshotOf({ people, turns, every, ...ruled }: World): Snapshot {
  const layer = {
    id: "lay_1",
    name: "Base",
    entries: turns,
    rotation: { unit: "hourly", every },
    hand_over_time: "00:00",
    starts_on: "2026-11-01",
  };
  return {
    config_version: 1,
    organization: {
      id: "org_1",
      number: 1,
      name: "Acme",
      slug: "acme",
      time_zone: "UTC",
      key_map: "default",
    },
    endpoints: [],
    members: people.map(({ role }, index) => ({ id: `mem_${index}`, name: `Person ${index}`, role })),
    phones: people.flatMap(({ hasPhone, number, enabled, verified, primary }, index) =>
      hasPhone
        ? [
            {
              id: `pho_${index}`,
              member_id: `mem_${index}`,
              number,
              label: "Mobile",
              language: "en",
              enabled,
              verified,
              primary,
            },
          ]
        : [],
    ),
    scenarios: [
      {
        id: "scn_1",
        name: "Shop",
        version: 1,
        primary_member_id: "mem_0",
        rules: [{ id: "rul_1", name: "Rule", when: { all: [] }, ...ruled }],
        plan: null,
      },
    ],
    schedules: [{ id: "sch_0", name: "Nights", body: JSON.stringify({ time_zone: "UTC", layers: [layer] }) }],
  };
}

/** Whether the state machine, with the Desk's own people, rings anybody whose number may be called. */
function ringsSomebody(snapshot: Snapshot, objections: ReadonlySet<string>, at: number): boolean {
  const rule = compileStored(snapshot.scenarios[0]).rules[0]?.rule;
  if (rule === undefined) throw new Error("the rule is not valid");
  const resolve = peopleOf(
    snapshot,
    { scenario_id: "scn_1", project_id: null },
    { all: () => objections },
    () => at,
  );
  const callable = new Set(
    snapshot.phones.filter(({ number }) => number.startsWith("+33199")).map(({ id }) => id),
  );
  const { alert } = startAlert(
    {
      id: "alr_1",
      requestId: "req_1",
      endpointId: "end_1",
      dedupKey: "k",
      severity: "critical",
      title: "Down",
      message: null,
      url: null,
      tool: "test",
      test: false,
      autoCloseSeconds: 60,
      paused: false,
      rule: { id: rule.id, name: rule.name, scenarioId: "scn_1", scenarioVersion: 1 },
      action: rule.action,
      plan: rule.plan,
    },
    at,
    (asked) => {
      const { targets, reason } = resolve(asked);
      return { targets: targets.filter(({ phoneId }) => callable.has(phoneId)), reason };
    },
  );
  return alert.state !== "exhausted";
}

describe("the audit and the state machine", () => {
  it("agree on which rule reaches nobody, at some hour of the next 14 days", { timeout: 120_000 }, () => {
    let nobody = 0;
    fc.assert(
      fc.property(world, (made) => {
        const snapshot = snapshotOf(made);
        const objections = new Set(
          made.people.filter(({ objected }) => objected).map(({ number }) => number),
        );
        const findings = auditOrganization(toAudited(snapshot, { objections, deployment: "local" }), NOW);
        const said = findings.some(
          ({ code, subject }) => code === "plan_reaches_nobody" && subject.kind === "rule",
        );
        const hours = Array.from({ length: HOURS }, (_, hour) => NOW + hour * HOUR_MS);
        const real = hours.some((at) => !ringsSomebody(snapshot, objections, at));
        nobody += real ? 1 : 0;
        expect(said).toBe(real);
      }),
      { numRuns: 300 },
    );
    // Neither answer is rare, or the comparison would show little.
    expect(nobody).toBeGreaterThan(50);
    expect(nobody).toBeLessThan(250);
  });
});

import fc from "fast-check";
import { exampleEndpoint, exampleSnapshot } from "../../../objects/desk/testing/example-snapshot.ts";
import type { Snapshot, SnapshotMaintenance, SnapshotPhone } from "../../../objects/desk-protocol.ts";
import type { FleetDefinition } from "../../fleet-definition.ts";
import { pbxDefinition } from "../../fleet/testing/pbx-definition.ts";

/** An organization, a webhook and the moment it comes. */
export interface DryRunCase {
  snapshot: Snapshot;
  payload: Record<string, string>;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Beyond every alarm of the machine that runs the tests; a Monday. */
const MONDAY = Date.UTC(2031, 2, 3);
const MINUTE_MS = 60_000;
const iso = (at: number): string => new Date(at).toISOString();
const time = (at: number): string => iso(at).slice(11, 16);

/** No trunk of the test's fleet may carry the first; the safety net refuses the second, which costs a fortune. */
const FOREIGN = "+13122345678";
const PREMIUM = "+33899123456";
export const FLEET: FleetDefinition = {
  pbxs: [pbxDefinition("pbx-1")].map((pbx) => ({
    ...pbx,
    trunks: pbx.trunks.map((trunk) => ({ ...trunk, routeCountries: ["FR"] })),
  })),
};

const member = fc.constantFrom("mem_0", "mem_1", "mem_2", "mem_3", "mem_gone");
const actions = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      { type: "call_primary" },
      { type: "call_all" },
      { type: "call_owners" },
      { type: "call_project" },
      { type: "call_on_schedule", scheduleId: "sch_1" },
    ),
  },
  { weight: 2, arbitrary: member.map((memberId) => ({ type: "call_member", memberId })) },
);
const redials = fc.constantFrom(5, 30, "never" as const);
const plans = fc.record(
  {
    ringSeconds: fc.constantFrom(5, 12, 25),
    attempts: fc.integer({ min: 1, max: 3 }),
    spacingSeconds: fc.constantFrom(5, 20, 45),
    steps: fc.array(fc.record({ afterSeconds: fc.constantFrom(10, 61, 300), action: actions }), {
      minLength: 1,
      maxLength: 2,
    }),
    passes: fc.integer({ min: 1, max: 2 }),
    catchAll: actions,
    redial: fc.record({ no_answer: redials }),
  },
  { requiredKeys: ["ringSeconds", "attempts", "spacingSeconds", "steps", "passes"] },
);

const conditions = fc.array(
  fc.constantFrom(
    { field: "severity", operator: "gte", value: "major" },
    { field: "severity", operator: "eq", value: "minor" },
    { field: "env", operator: "eq", value: "production" },
    { field: "env", operator: "exists", value: null },
    { field: "title", operator: "matches", value: "*disk*" },
    { field: "host", operator: "starts_with", value: "db" },
  ),
  { minLength: 1, maxLength: 2 },
);
const rules = fc.array(
  fc.record(
    {
      enabled: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
      when: fc.oneof(
        conditions.map((all) => ({ all })),
        conditions.map((any) => ({ any })),
      ),
      windows: fc.constantFrom(
        [{ days: ["mon", "tue"], from: "00:00", to: "24:00" }],
        [{ days: ["sat"], from: "22:00", to: "06:00" }],
      ),
      count: fc.constantFrom({ times: 2, withinSeconds: 600, per: "endpoint" }),
      action: fc.oneof({ weight: 6, arbitrary: actions }, fc.constant({ type: "record_only" })),
      plan: plans,
    },
    { requiredKeys: ["enabled", "when", "action", "plan"] },
  ),
  { maxLength: 4 },
);

/** Minutes from the webhook on. */
const span = fc.record({ from: fc.integer({ min: -30, max: 20 }), length: fc.constantFrom(1, 3, 15, 60) });
const phones = fc.array(
  fc.record({
    owner: fc.integer({ min: 0, max: 3 }),
    line: fc.constantFrom(0, 0, 1, 2, 3, 3, 4, 5),
    enabled: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    verified: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    quiet: fc.option(fc.record({ span, critical_passes: fc.boolean() }), { freq: 3 }),
  }),
  { maxLength: 6 },
);

const payloads = fc.record(
  {
    severity: fc.constantFrom("critical", "major", "minor", "info"),
    title: fc.constantFrom("Disk is full", "Lag is high"),
    env: fc.constantFrom("production", "test"),
    host: fc.constantFrom("db-1", "web-1"),
  },
  { requiredKeys: ["severity", "title"] },
);

/** @param place tells organizations and numbers of several cases apart: 0 to 799 */
export function casesAt(place: number): fc.Arbitrary<DryRunCase> {
  const drawn = {
    minutes: fc.integer({ min: 0, max: 7 * 24 * 60 }),
    payload: payloads,
    rules,
    plan: fc.option(plans),
    members: fc.integer({ min: 1, max: 4 }),
    owners: fc.subarray([0, 1, 2]),
    phones,
    onCall: fc.array(fc.subarray(["mem_0", "mem_1", "mem_2", "mem_gone"], { minLength: 1, maxLength: 2 }), {
      minLength: 1,
      maxLength: 3,
    }),
    handOverIn: fc.integer({ min: -5, max: 20 }),
    maintenance: fc.option(
      fc.record({ span, where: fc.constantFrom("endpoint", "project", "all", "other") }),
      {
        freq: 2,
      },
    ),
    paused: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
  };
  return fc.record(drawn).map(({ payload, members, ...given }): DryRunCase => {
    const at = MONDAY + given.minutes * MINUTE_MS;
    const organization = 5000 + place;
    const endpoint = exampleEndpoint(50, 1, { paused: given.paused, auto_close_seconds: 3600 });
    const numberOf = (line: number): string =>
      [FOREIGN, PREMIUM][line - 4] ?? `+3319900${2000 + place * 10 + line}`;
    const base = exampleSnapshot(organization, [endpoint]);
    const people = Array.from({ length: members }, (_, n) => n);
    const layer = {
      id: "lay_1",
      name: "Days",
      entries: given.onCall,
      rotation: { unit: "daily" },
      hand_over_time: time(at + given.handOverIn * MINUTE_MS),
      starts_on: "2031-01-01",
    };
    const snapshot: Snapshot = {
      ...base,
      members: people.map((n) => ({
        id: `mem_${n}`,
        name: `Person ${n}`,
        role: given.owners.includes(n) ? "owner" : "member",
      })),
      phones: onePerPersonAndNumber(
        given.phones
          .filter(({ owner }) => owner < members)
          .map(({ owner, line, enabled, verified, quiet }, n) => ({
            id: `pho_${n}`,
            member_id: `mem_${owner}`,
            number: numberOf(line),
            label: `Phone ${n}`,
            language: "en",
            enabled,
            verified,
            primary: false,
            quiet_hours: quiet && {
              windows: [hours(at, quiet.span)],
              critical_passes: quiet.critical_passes,
            },
          })),
      ),
      scenarios: base.scenarios.map((scenario) => ({
        ...scenario,
        primary_member_id: "mem_0",
        rules: given.rules.map((rule, n) => ({ id: `rul_${n}`, name: `Rule ${n}`, ...rule })),
        plan: given.plan,
      })),
      schedules: [
        {
          id: "sch_1",
          name: "Days",
          body: JSON.stringify({ time_zone: "UTC", layers: [layer], overrides: [] }),
        },
      ],
      maintenance: given.maintenance === null ? [] : [maintenanceAt(at, given.maintenance, endpoint.id)],
    };
    return { snapshot, payload, at };
  });
}

interface Span {
  from: number;
  length: number;
}

function hours(at: number, { from, length }: Span): { from: string; to: string } {
  const start = at + from * MINUTE_MS;
  return { from: time(start), to: time(start + length * MINUTE_MS) };
}

function maintenanceAt(
  at: number,
  { span: { from, length }, where }: { span: Span; where: string },
  endpointId: string,
): SnapshotMaintenance {
  const start = at + from * MINUTE_MS;
  return {
    id: "mnt_1",
    name: "Upgrade",
    endpoint_id: where === "endpoint" ? endpointId : where === "other" ? "end_other" : null,
    project_id: where === "project" ? "prj_1" : null,
    schedule: { starts_at: iso(start), ends_at: iso(start + length * MINUTE_MS) },
  };
}

/** As the table has it. */
function onePerPersonAndNumber(all: readonly SnapshotPhone[]): SnapshotPhone[] {
  return [...new Map(all.map((phone) => [`${phone.member_id} ${phone.number}`, phone])).values()];
}

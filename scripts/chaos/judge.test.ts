import type { TimelineEntry, TimelineFact } from "@callping/domain/alerts/timeline";
import { describe, expect, it } from "vitest";
import { VICTIMS, MOMENTS, planBlows } from "../../tests/chaos/blows.ts";
import { type AlertFacts, type Evidence, judge } from "../../tests/chaos/judge.ts";
import type { Ring } from "../../tests/chaos/people.ts";
import { Random } from "../../tests/chaos/random.ts";
import type { Sent } from "../../tests/chaos/sender.ts";

const NUMBER = "+33199003000";
const AT = Date.UTC(2026, 10, 22, 3);

const sent = (over: Partial<Sent> = {}): Sent => ({
  member: {
    number: NUMBER,
    organization: {
      name: "chaos 0",
      number: 3000,
      id: "org_0",
      apiKey: "key",
      alertKey: null,
      endpointUuid: "uuid",
      scheduleId: "sch_1",
      memberIds: [],
      phones: {},
    },
  },
  round: 4,
  sentAt: AT,
  acceptedAt: AT + 10,
  tries: 1,
  alertIds: new Set(["alr_1"]),
  refusals: [],
  ...over,
});

const ring = (legId: string, atMs = 100, over: Partial<Ring> = {}): Ring => ({
  number: NUMBER,
  legId,
  pbxId: "pbx-1",
  free: true,
  at: AT + atMs,
  answeredAt: null,
  pressedAt: null,
  ...over,
});

const leg = (leg_id: string, attempt = "att_1-1") => ({
  attempt_id: attempt,
  call_id: `cal_${leg_id}`,
  leg_id,
  pbx_id: "pbx-1",
  trunk_id: "trunk-1",
});
const placed = (legId: string, attempt?: string): TimelineFact => ({
  kind: "call_placed",
  data: leg(legId, attempt),
});
const failed = (legId: string): TimelineFact => ({
  kind: "leg_failed",
  data: { ...leg(legId), outcome: "busy", sip_code: 486, cause: 17 },
});
const spoken = (id: string): TimelineFact => ({
  kind: "spoken",
  data: {
    attempt_id: "att_1-1",
    call_id: "cal_leg_1",
    audio_ids: [id],
    words: "…",
    answer_to_speech_ms: null,
  },
});

function alert(state: string, ...facts: TimelineFact[]): AlertFacts {
  const timeline = facts.map((fact, index): TimelineEntry => ({
    seq: index + 1,
    at: new Date(AT + (index + 1) * 1_000).toISOString(),
    actor: { type: "system" },
    ...fact,
  }));
  return { state, timeline };
}

const clean: Evidence = {
  sent: [sent()],
  alerts: new Map([["alr_1", alert("acknowledged", placed("leg_1"), spoken("en/acknowledged"))]]),
  listed: new Map([["org_0", ["alr_1"]]]),
  rings: [ring("leg_1")],
  plannedAttempts: 100,
};

const alerts = (state: string, ...facts: TimelineFact[]): Pick<Evidence, "alerts"> => ({
  alerts: new Map([["alr_1", alert(state, ...facts)]]),
});

const CASES: [string, Partial<Evidence>, string[]][] = [
  ["rang once and was acknowledged", {}, []],
  [
    "never accepted",
    { sent: [sent({ acceptedAt: null, alertIds: new Set() })], listed: new Map() },
    ["refused"],
  ],
  ["answered 500 once", { sent: [sent({ refusals: ["500 {}"] })] }, ["refused"]],
  ["accepted, and the API knows nothing of it", { alerts: new Map([["alr_1", null]]), rings: [] }, ["lost"]],
  ["still open at the end", { ...alerts("triggered", placed("leg_1")) }, ["lost"]],
  ["exhausted before its plan ran out", { ...alerts("exhausted", placed("leg_1")) }, ["lost"]],
  [
    "said to be acknowledged and is not",
    { ...alerts("exhausted", placed("leg_1"), spoken("en/already-acknowledged")), plannedAttempts: 0 },
    ["untrue"],
  ],
  [
    "a repeat of the webhook made a second alert",
    { listed: new Map([["org_0", ["alr_1", "alr_2"]]]) },
    ["twice"],
  ],
  [
    "one leg reached the carrier twice",
    {
      ...alerts("acknowledged", placed("leg_1"), placed("leg_1")),
      rings: [ring("leg_1"), ring("leg_1", 200, { free: false })],
    },
    ["twice"],
  ],
  [
    "two legs rang for one attempt",
    { ...alerts("acknowledged", placed("leg_1"), placed("leg_2")), rings: [ring("leg_1"), ring("leg_2")] },
    ["twice"],
  ],
  [
    "the second leg came after the first had failed",
    {
      ...alerts("acknowledged", placed("leg_1"), failed("leg_1"), placed("leg_2")),
      rings: [ring("leg_1"), ring("leg_2")],
    },
    [],
  ],
  [
    "the second leg met an engaged line",
    {
      ...alerts("acknowledged", placed("leg_1"), placed("leg_2")),
      rings: [ring("leg_1"), ring("leg_2", 200, { free: false })],
    },
    [],
  ],
  [
    "rung again after it had been told",
    {
      ...alerts("acknowledged", placed("leg_1"), spoken("en/acknowledged"), placed("leg_2", "att_1-2")),
      rings: [ring("leg_1"), ring("leg_2", 3_000)],
    },
    ["twice"],
  ],
  ["rang, and no timeline tells of it", { rings: [ring("leg_1"), ring("leg_9")] }, ["untrue"]],
];

describe("the judge of a chaos run", () => {
  it.each(CASES)("%s", (_what, over, kinds) => {
    const findings = judge({ ...clean, ...over });
    expect(findings.map(({ kind }) => kind)).toEqual(kinds);
    expect(findings.every(({ round }) => round === 4)).toBe(true);
  });
});

describe("the blows of a chaos run", () => {
  it("hit every part and every moment once in each six, and are the same for the same seed", () => {
    const blows = planBlows(12, new Random(7));
    for (const six of [blows.slice(0, 6), blows.slice(6)]) {
      expect(six.map(({ victim }) => victim).toSorted()).toEqual(VICTIMS.toSorted());
      expect(six.map(({ moment }) => moment).toSorted()).toEqual(MOMENTS.toSorted());
    }
    expect(planBlows(12, new Random(7))).toEqual(blows);
    expect(planBlows(12, new Random(8))).not.toEqual(blows);
  });
});

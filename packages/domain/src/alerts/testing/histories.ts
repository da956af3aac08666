import fc from "fast-check";
import { OUTCOMES } from "../../calls/outcomes.ts";
import type { Action } from "../../rules/action.ts";
import type { CallPlan } from "../../rules/plan.ts";
import { ALERT_ACTIONS, type AlertEvent } from "../events.ts";
import type { GroupPlace } from "../grouping.ts";
import { SEVERITIES, type Severity } from "../severity.ts";
import { answered, type Dialled, ended, ends, held, key, ringing, type Told } from "./calls.ts";
import type { Directory } from "./examples.ts";
import { START, type Window } from "./silences.ts";
import type { Mishap } from "./simulation.ts";

/** A random life of an alert: who there is, what the plan says, what each call does in turn, and what comes from outside. */
export interface History {
  directory: Directory;
  action: Action;
  plan: CallPlan;
  paused: boolean;
  severity: Severity;
  /** It waits for its group so long, or joins the group's call; or rings for itself. */
  group: GroupPlace | undefined;
  /** Maintenance and quiet hours, in seconds since the history began. */
  windows: readonly Window[];
  quiet: Readonly<Record<string, Window>>;
  mishaps: readonly Mishap[];
  calls: readonly ((dialled: Dialled) => readonly Told[])[];
  outside: readonly { afterSeconds: number; what: Outside }[];
}

type Outside = { directory: Directory } | { event: AlertEvent } | { crashForSeconds: number };

const people = fc.subarray(["ann", "bob", "cy"]);
const directories: fc.Arbitrary<Directory> = fc.record({
  call_primary: people,
  call_all: people,
  call_owners: people,
});
const actions = fc.constantFrom<Action>(
  { type: "call_primary" },
  { type: "call_all" },
  { type: "call_owners" },
  { type: "record_only" },
);

const redialSettings = fc.constantFrom(5, 60, "never" as const);
const withoutOptions = fc.record({
  ringSeconds: fc.constantFrom(5, 25),
  attempts: fc.integer({ min: 1, max: 3 }),
  spacingSeconds: fc.constantFrom(5, 45, 400),
  steps: fc.array(fc.record({ afterSeconds: fc.constantFrom(5, 60, 300), action: actions }), {
    maxLength: 2,
  }),
  passes: fc.integer({ min: 1, max: 2 }),
});

/** Half of the plans are plain, as most people's are. */
export const plans: fc.Arbitrary<CallPlan> = fc.oneof(
  withoutOptions,
  fc
    .tuple(
      withoutOptions,
      fc.record(
        {
          redial: fc.record(
            { busy: redialSettings, no_answer: redialSettings, hung_up: redialSettings },
            { requiredKeys: [] },
          ),
          catchAll: fc.constantFrom<Action>({ type: "call_all" }, { type: "call_owners" }),
          reconfirmAfterSeconds: fc.constantFrom(300, 900),
          retriggerOnWorse: fc.boolean(),
          retriggerAfterRepeats: fc.integer({ min: 1, max: 3 }),
        },
        { requiredKeys: ["reconfirmAfterSeconds"] },
      ),
    )
    .map(([plain, options]) => ({ ...plain, ...options })),
);

const windows: fc.Arbitrary<Window> = fc
  .tuple(fc.constantFrom(0, 10, 60, 400, 2000), fc.constantFrom(5, 100, 1000, 4000))
  .map(([from, length]) => ({ from, to: from + length }));
const mishaps: fc.Arbitrary<Mishap> = fc.record({
  lateSeconds: fc.constantFrom(0, 0, 5, 40, 400),
  twice: fc.boolean(),
});

const seconds = fc.integer({ min: 0, max: 90 });
const meanings = fc.constantFrom("acknowledge", "escalate", "snooze", "resolve", "opt_out", "help");
const reasons = fc.constantFrom(
  "no_pbx_connected",
  "no_pbx_connected",
  "cooldown",
  "line_busy",
  "call_cap",
  "trunk_pacing",
  "ghost_leg",
);
const outcomes = fc.constantFrom(...OUTCOMES);

const scripts: fc.Arbitrary<(dialled: Dialled) => readonly Told[]> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(outcomes, seconds).map(([outcome, after]) => ends(outcome, after)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(meanings, meanings, seconds, outcomes)
      .map(([first, second, after, outcome]) => (dialled: Dialled) => [
        ringing(dialled),
        answered(dialled, after),
        key(first, after + 2),
        key(second, after + 5),
        ended(outcome, after + 6),
      ]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(reasons, fc.integer({ min: 1, max: 2000 }), outcomes)
      .map(([reason, after, outcome]) => (dialled: Dialled) => [
        held(reason),
        ...(outcome === "busy" ? [ringing(dialled, after)] : []),
        ended(outcome, after),
      ]),
  },
  { weight: 1, arbitrary: fc.constant(() => []) },
);

const attemptIds = fc.integer({ min: 1, max: 6 }).map((n) => `att_01TEST-${n}`);
const api = { type: "api_key", id: "key_1", name: "bot" } as const;

const facts = fc.oneof(
  meanings.map((meaning) => key(meaning, 0).fact),
  outcomes.map((outcome) => ended(outcome, 0).fact),
  reasons.map((reason) => held(reason).fact),
);

const outside: fc.Arbitrary<Outside> = fc.oneof(
  { weight: 2, arbitrary: directories.map((directory) => ({ directory })) },
  { weight: 2, arbitrary: fc.constant<Outside>({ event: { kind: "tick" } }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...ALERT_ACTIONS)
      .map((action): Outside => ({ event: { kind: "commanded", action, actor: api } })),
  },
  { weight: 1, arbitrary: fc.constant<Outside>({ event: { kind: "tool_resolved", tool: "generic" } }) },
  { weight: 1, arbitrary: fc.constant<Outside>({ event: { kind: "group_rings", alertId: "alr_FIRST" } }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(0, 1, 60, 700, 5000).map((crashForSeconds) => ({ crashForSeconds })),
  },
  {
    weight: 2,
    arbitrary: attemptIds.map((attemptId): Outside => ({ event: { kind: "attempt_lost", attemptId } })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        severity: fc.constantFrom(...SEVERITIES),
        action: actions,
        plan: plans,
        paused: fc.boolean(),
      })
      .map(({ severity, ...decision }): Outside => {
        const rule = { id: "rul_2", name: "later", scenarioId: "sce_1", scenarioVersion: 2 };
        return {
          event: {
            kind: "repeated",
            requestId: "req_2",
            severity,
            tool: "generic",
            decision: { rule, ...decision },
          },
        };
      }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(attemptIds, facts).map(([attemptId, fact]): Outside => {
      if (fact === "forgotten") return { event: { kind: "attempt_lost", attemptId } };
      return {
        event: { kind: "call", attemptId, callId: `cal_${attemptId.slice("att_".length)}`, at: 0, fact },
      };
    }),
  },
);

export const histories: fc.Arbitrary<History> = fc.record({
  directory: directories,
  action: actions,
  plan: plans,
  paused: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  severity: fc.constantFrom(...SEVERITIES),
  group: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    fc
      .constantFrom(null, START + 20_000, START + 900_000)
      .map((until): GroupPlace => ({ alertId: "alr_FIRST", until })),
  ),
  windows: fc.array(windows, { maxLength: 2 }),
  quiet: fc.oneof(
    fc.constant({}),
    fc.record({ ann: windows, bob: windows, cy: windows }, { requiredKeys: [] }),
  ),
  mishaps: fc.oneof(fc.constant([]), fc.array(mishaps, { maxLength: 6 })),
  calls: fc.array(scripts, { maxLength: 10 }),
  outside: fc.array(fc.record({ afterSeconds: fc.constantFrom(0, 1, 10, 60, 301, 1800), what: outside }), {
    maxLength: 5,
  }),
});

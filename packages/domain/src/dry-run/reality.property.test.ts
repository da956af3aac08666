import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { peopleIn, newAlert, nameOf } from "../alerts/testing/examples.ts";
import { type History, histories } from "../alerts/testing/histories.ts";
import { silencesOf, START } from "../alerts/testing/silences.ts";
import { startAlert } from "../alerts/start.ts";
import { step, stepOwned } from "../alerts/step.ts";
import type { Outcome } from "../calls/outcomes.ts";
import type { Fate } from "./rehearsal-line.ts";
import { type Rehearsal, rehearse, type Telephones } from "./rehearse.ts";
import { Platform } from "./testing/platform.ts";

/** `CASES=10000 npm test -- dry-run` plays more of them. */
const CASES = Number(process.env["CASES"] ?? 1000);

/** What a person, a telephone, a trunk or a rule may make of a call; never an acknowledgement, which ends it all. */
const FATES: readonly Outcome[] = [
  "answered_no_key",
  "hung_up",
  "busy",
  "rejected",
  "no_answer",
  "bad_number",
  "trunk_refused",
  "trunk_silent",
  "no_permitted_route",
  "failed",
];
const AT_ONCE: readonly Outcome[] = ["bad_number", "no_permitted_route"];

const fates = fc
  .tuple(fc.constantFrom(...FATES), fc.integer({ min: 1, max: 70 }))
  .map(([outcome, seconds]): Fate => ({ outcome, seconds: AT_ONCE.includes(outcome) ? 0 : seconds }));
const calls = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Fate[]>([]) },
  { weight: 3, arbitrary: fc.array(fates, { minLength: 1, maxLength: 12 }) },
);
/** Bob's phone has Ann's number, or one of his own. */
const shared = fc.boolean();

interface Case {
  history: History;
  calls: readonly Fate[];
  shared: boolean;
}
const cases: fc.Arbitrary<Case> = fc.record({ history: histories, calls, shared });

const numberOf = ({ shared: isShared }: Case, phoneId: string): string => {
  const name = nameOf(phoneId);
  return isShared && name === "bob" ? "ann" : name;
};

/** The n-th attempt's call ends as the case says; those beyond, and those of a case without any, are not answered. */
function telephonesOf(given: Case): Telephones {
  return {
    numberOf: (phoneId) => numberOf(given, phoneId),
    fateOf: ({ id }, ringSeconds) =>
      given.calls[Number(id.split("-")[1]) - 1] ?? { outcome: "no_answer", seconds: ringSeconds },
  };
}

function play(given: Case): { rehearsal: Rehearsal; platform: Platform } {
  const { directory, action, plan, paused, severity, windows, quiet } = given.history;
  const people = peopleIn(directory);
  const silences = silencesOf(windows, quiet);
  const start = (now: number) =>
    startAlert(newAlert({ action, plan, paused, severity }), now, people, silences(now));
  const telephones = telephonesOf(given);
  const rehearsal = rehearse(
    { start, step: (alert, event, now) => stepOwned(alert, event, now, people, silences(now)) },
    START,
    telephones,
  );
  const world = {
    start,
    step: (...[alert, event, now]: Parameters<Parameters<typeof rehearse>[0]["step"]>) =>
      step(alert, event, now, people, silences(now)),
    silences,
  };
  const platform = new Platform(world, START, telephones).run(
    rehearsal.cut ? rehearsal.calls.length : undefined,
  );
  return { rehearsal, platform };
}

const seconds = (at: number | null): string => (at === null ? "?" : String((at - START) / 1000));

interface ToldCall {
  attemptId: string;
  phoneId: string;
  ringsAt: number;
  endsAt: number | null;
  outcome: Outcome | null;
  shared: boolean;
}
function inWords(made: readonly ToldCall[]): string[] {
  return made.map(
    ({ attemptId, phoneId, ringsAt, endsAt, outcome, shared: isShared }) =>
      `${attemptId} ${nameOf(phoneId)} ${seconds(ringsAt)}–${seconds(endsAt)} ${outcome}${isShared ? " shared" : ""}`,
  );
}

/** What a Desk decided, told and heard; which leg carried a call is the platform's alone. */
const LEGS = ["call_placed", "ringing"];
function story(lines: Rehearsal["lines"]): string[] {
  return lines
    .filter(({ fact }) => !LEGS.includes(fact.kind))
    .map(({ at, fact }) => `${seconds(at)} ${fact.kind} ${JSON.stringify(fact.data)}`);
}

describe("a dry run", () => {
  it(
    `equals what the platform does, to the second and the word, in ${CASES} cases`,
    { timeout: 900_000 },
    () => {
      let kept = 0;
      fc.assert(
        fc.property(cases, (given) => {
          const { rehearsal, platform } = play(given);
          if (rehearsal.cut) return;
          kept += 1;
          expect(inWords(rehearsal.calls)).toEqual(inWords(platform.calls));
          expect(story(rehearsal.lines)).toEqual(story(platform.timeline));
          const { state, closedAt, closeReason } = platform.alert;
          expect(rehearsal.alert).toMatchObject({ state, closedAt, closeReason });
        }),
        { numRuns: CASES },
      );
      expect(kept).toBeGreaterThan(CASES * 0.95);
    },
  );
});

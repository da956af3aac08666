import { refuse } from "@callping/domain/numbers/refusals";
import type { Alert } from "@callping/domain/alerts/alert";
import { startAlert } from "@callping/domain/alerts/start";
import { step } from "@callping/domain/alerts/step";
import { Platform, type World } from "@callping/domain/dry-run/testing/platform";
import { chooseRule } from "@callping/domain/rules/choose-rule";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ask } from "../../objects/desk/decide.ts";
import { peopleOf } from "../../objects/desk/people.ts";
import { silencesOf } from "../../objects/desk/silences.ts";
import { newAlertOf } from "../../objects/desk/take-event.ts";
import type { Snapshot, SnapshotEndpoint } from "../../objects/desk-protocol.ts";
import { compileStored } from "../scenarios/compile-stored.ts";
import { playEvent } from "./play-event.ts";
import { type ReadSent, readSent } from "./read-sent.ts";
import { casesAt, type DryRunCase, FLEET } from "./testing/cases.ts";
import { toldCall, toldLine } from "./testing/told.ts";

/** `CASES=10000 npm test -- dry-run` plays more of them. */
const CASES = Number(process.env["CASES"] ?? 1000);

function sentOf({ snapshot, payload }: DryRunCase): { endpoint: SnapshotEndpoint; sent: ReadSent } {
  const [endpoint] = snapshot.endpoints;
  const [sent] = endpoint === undefined ? [] : readSent(endpoint, { payload }).events;
  if (endpoint === undefined || sent === undefined) throw new Error("the payload was not read");
  return { endpoint, sent };
}

/** The same webhook at a Desk whose clock is the platform's. */
function reality({ snapshot, at }: DryRunCase, endpoint: SnapshotEndpoint, { decided }: ReadSent): Platform {
  const nobody = { all: () => new Set<string>() };
  const people = (now: number) => peopleOf(snapshot, endpoint, nobody, () => now);
  const silences = (now: number) => silencesOf(snapshot, endpoint.id, now);
  const { decision } = ask(snapshot, endpoint, decided, { now: at, earlier: () => [] });
  const fresh = newAlertOf(endpoint, decided, { id: "alr_real", requestId: "req_real" }, decision);
  const world: World = {
    start: (now) => startAlert(fresh, now, people(now), silences(now)),
    step: (alert: Alert, event, now) => step(alert, event, now, people(now), silences(now)),
    silences,
  };
  return new Platform(world, at, {
    numberOf: (phoneId) => numberOf(snapshot, phoneId),
    fateOf: ({ phoneId }, ringSeconds) => {
      const number = numberOf(snapshot, phoneId);
      if (number.startsWith("+1")) return { outcome: "no_permitted_route", seconds: 0 };
      if (number.startsWith("+338"))
        return { outcome: "bad_number", seconds: 0, refused: refuse("premium_rate").error };
      return { outcome: "no_answer", seconds: ringSeconds };
    },
  }).run();
}

function numberOf(snapshot: Snapshot, phoneId: string): string {
  return snapshot.phones.find(({ id }) => id === phoneId)?.number ?? "";
}

/** Each rule alone: those that are said not to match do not, and the one that decides does. */
function expectRightRule(
  { snapshot, at }: DryRunCase,
  { decided }: ReadSent,
  said: ReturnType<typeof playEvent>,
): void {
  const [scenario] = snapshot.scenarios;
  const alone = (rule: unknown): string | null => {
    const compiled = compileStored(scenario && { ...scenario, id: "scn_alone", rules: [rule] });
    return chooseRule(compiled, decided, { now: at, timeZone: "UTC" }).rule?.id ?? null;
  };
  const passed = said.rule?.passed_over ?? [];
  for (const [index, { rule_id, why }] of passed.entries()) {
    expect([rule_id, alone(scenario?.rules[index]), /\w/.test(why)]).toEqual([`rul_${index}`, null, true]);
  }
  const decides = scenario?.rules[passed.length];
  expect(said.rule?.rule_id ?? null).toBe(decides === undefined ? null : alone(decides));
}

it(
  `a dry run is what then happens: ${CASES} organizations, webhooks and moments`,
  { timeout: 900_000 },
  () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(casesAt(0), (given) => {
        const { endpoint, sent } = sentOf(given);
        const { snapshot, at } = given;
        const standing = { objections: [], open: [], counts: [] };
        const said = playEvent({ snapshot, endpoint, standing, fleet: FLEET, deployment: "local", at }, sent);
        outcomes.set(said.outcome, (outcomes.get(said.outcome) ?? 0) + 1);
        expectRightRule(given, sent, said);
        const real = reality(given, endpoint, sent);
        expect(said.calls.map(toldCall)).toEqual(
          real.calls.map(({ phoneId, ringsAt, endsAt, outcome, shared }) =>
            toldCall({
              phone_id: phoneId,
              at: new Date(ringsAt).toISOString(),
              rings_until: new Date(endsAt ?? 0).toISOString(),
              outcome: outcome ?? "lost",
              shares_call: shared,
            }),
          ),
        );
        expect(said.timeline.flatMap(toldLine)).toEqual(
          real.timeline.flatMap(({ at: moment, fact }) =>
            toldLine({ at: new Date(moment).toISOString(), kind: fact.kind, data: fact.data }),
          ),
        );
        expect([said.ends?.state, said.ends?.reason]).toEqual([real.alert.state, real.alert.closeReason]);
      }),
      { numRuns: CASES },
    );
    expect([...outcomes.keys()].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "paused",
      "reaches_nobody",
      "recorded",
      "rings",
    ]);
  },
);

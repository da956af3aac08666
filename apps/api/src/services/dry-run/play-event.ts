import type { DryRunEvent } from "@callping/contract/api/dry-run";
import { startAlert } from "@callping/domain/alerts/start";
import { stepOwned } from "@callping/domain/alerts/step";
import { type Machine, rehearse } from "@callping/domain/dry-run/rehearse";
import type { CountingRule } from "@callping/domain/rules/choose-rule";
import { ask } from "../../objects/desk/decide.ts";
import { peopleOf } from "../../objects/desk/people.ts";
import { countId } from "../../objects/desk/rule-counts.ts";
import { silencesOf } from "../../objects/desk/silences.ts";
import { newAlertOf } from "../../objects/desk/take-event.ts";
import type { Snapshot, SnapshotEndpoint, Standing } from "../../objects/desk-protocol.ts";
import type { FleetDefinition } from "../fleet-definition.ts";
import { PhoneRoutes } from "./phone-routes.ts";
import type { ReadSent } from "./read-sent.ts";
import { showRehearsal } from "./show-rehearsal.ts";

/** Everything that a webhook would meet at a moment. */
export interface World {
  snapshot: Snapshot;
  endpoint: SnapshotEndpoint;
  standing: Standing;
  fleet: FleetDefinition;
  /** `local` or `production`, as the Worker's variable says it. */
  deployment: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export type Played = Omit<DryRunEvent, "event" | "audio">;

const NOTHING = {
  open_alert: null,
  alert: null,
  rule: null,
  action: null,
  plan: null,
  people: [],
  calls: [],
  timeline: [],
  ends: null,
  cut: false,
} satisfies Partial<Played>;

const IDS = { id: "alr_of-a-dry-run", requestId: "req_of-a-dry-run" };

/** What one event would do, by the functions that a Desk decides with. */
export function playEvent(world: World, { decided }: ReadSent): Played {
  const { snapshot, endpoint, standing, at } = world;
  if (decided.state === "notice")
    return { ...NOTHING, outcome: "nothing", explanation: "It is no alert, and is only kept." };
  const found = standing.open.find(({ dedup_key }) => dedup_key === decided.dedupKey);
  const open = found === undefined ? null : { alert_id: found.alert_id, state: found.state };
  if (decided.state === "resolved")
    return open === null
      ? { ...NOTHING, outcome: "nothing", explanation: "It resolves an alert that is not open." }
      : {
          ...NOTHING,
          open_alert: open,
          outcome: "resolves_alert",
          explanation: `It resolves ${open.alert_id}.`,
        };
  const moments = new Map(standing.counts.map(({ id, moments: counted }) => [id, counted]));
  const earlier = (rule: CountingRule) => moments.get(countId(endpoint, rule, decided.dedupKey)) ?? [];
  const { decision, choice } = ask(snapshot, endpoint, decided, { now: at, earlier });
  const fresh = newAlertOf(endpoint, decided, IDS, decision);
  const objected = new Set(standing.objections);
  const peopleAt = (now: number) => peopleOf(snapshot, endpoint, { all: () => objected }, () => now);
  const machine: Machine = {
    start: (now) => startAlert(fresh, now, peopleAt(now), silencesOf(snapshot, endpoint.id, now)),
    step: (alert, event, now) =>
      stepOwned(alert, event, now, peopleAt(now), silencesOf(snapshot, endpoint.id, now)),
  };
  const routes = new PhoneRoutes(snapshot.phones, world.fleet, world.deployment, snapshot.organization);
  const { organization } = snapshot;
  const shown = showRehearsal(rehearse(machine, at, routes), { at, organization, fresh, routes });
  const { id, name, scenarioId, scenarioVersion } = decision.rule;
  const passedOver = choice.passedOver().map(({ ruleId, ...rest }) => ({ rule_id: ruleId, ...rest }));
  return {
    ...shown,
    ...(open !== null && {
      outcome: "joins_open_alert",
      explanation: `It joins ${open.alert_id}, which is ${open.state} and goes on as it does. What a new alert would do:`,
    }),
    open_alert: open,
    alert: { title: fresh.title, severity: fresh.severity, dedup_key: fresh.dedupKey },
    rule: {
      rule_id: id,
      name,
      scenario_id: scenarioId,
      scenario_version: scenarioVersion,
      why: choice.why(),
      passed_over: passedOver,
    },
    action: { ...decision.action },
    plan: { ...decision.plan },
  };
}

import { createId } from "@callping/contract/ids";
import { type Decision, isSilent } from "@callping/domain/alerts/alert";
import { isWaitingForGroup } from "@callping/domain/alerts/grouping";
import { startAlert } from "@callping/domain/alerts/start";
import type { IncomingEvent } from "@callping/domain/intake/event";
import { chooseRule, type RuleChoice } from "@callping/domain/rules/choose-rule";
import { parsePlan } from "@callping/domain/rules/parse-plan";
import { parseRules } from "@callping/domain/rules/parse-rules";
import { DEFAULT_PLAN, type CallPlan } from "@callping/domain/rules/plan";
import type { AlertReceipt, Snapshot, SnapshotEndpoint, SnapshotScenario } from "../desk-protocol.ts";
import type { StoredAlert } from "./alert-store.ts";
import { commitStep, stepStored } from "./apply.ts";
import { joinGroup } from "./join-group.ts";
import type { DeskParts } from "./parts.ts";
import { peopleOf } from "./people.ts";
import { toReceipt } from "./views.ts";

/**
 * One event of a webhook: joins the open alert of its dedup key, closes it, or begins a new one. Notices are only kept.
 * @param times how many webhooks this event stands for
 */
export function takeEvent(
  parts: DeskParts,
  snapshot: Snapshot,
  endpoint: SnapshotEndpoint,
  event: IncomingEvent,
  requestId: string,
  times = 1,
): AlertReceipt[] {
  if (event.state === "notice") return [];
  const dedupKey = event.dedupKey ?? keyFromTitle(event.title);
  const open = parts.alerts.openByKey(endpoint.id, dedupKey) ?? onlyOpen(parts, endpoint, event);
  if (event.state === "resolved") {
    if (open === null) return [];
    const closed = commitStep(
      parts,
      open,
      stepStored(parts, open, { kind: "tool_resolved", tool: event.tool }),
    );
    return [toReceipt(closed.alert, true)];
  }
  const severity = event.severity ?? endpoint.default_severity;
  if (open !== null) {
    // Only an alert that has rung nobody can be affected by what the rules say now, and asking them costs something.
    const decision = (isSilent(open.alert) || isWaitingForGroup(open.alert)) && {
      decision: decide(snapshot, endpoint, { ...event, severity, dedupKey }),
    };
    const repeated = stepStored(parts, open, {
      kind: "repeated",
      requestId,
      severity,
      tool: event.tool,
      times,
      lapsesAt: event.lapsesAt ?? null,
      ...decision,
    });
    return [toReceipt(commitStep(parts, open, repeated).alert, true)];
  }
  const begun = begin(parts, snapshot, endpoint, { ...event, severity, dedupKey }, requestId);
  if (times === 1) return [toReceipt(begun.alert, false)];
  const { tool, lapsesAt = null } = event;
  const more = { kind: "repeated", requestId, severity, tool, times: times - 1, lapsesAt } as const;
  return [toReceipt(commitStep(parts, begun, stepStored(parts, begun, more)).alert, false)];
}

/** A body that names no key is the same problem when it has the same title. */
export function keyFromTitle(title: string | null): string {
  return `title:${(title ?? "").toLowerCase()}`;
}

/** A resolve that names neither key nor title can only mean the one alert that is open. */
function onlyOpen(parts: DeskParts, endpoint: SnapshotEndpoint, event: IncomingEvent): StoredAlert | null {
  if (event.state !== "resolved" || event.dedupKey !== null || event.title !== null) return null;
  const open = parts.alerts.openOfEndpoint(endpoint.id);
  return open.length === 1 ? (open[0] ?? null) : null;
}

export type Decided = IncomingEvent & { severity: NonNullable<IncomingEvent["severity"]>; dedupKey: string };

function begin(
  parts: DeskParts,
  snapshot: Snapshot,
  endpoint: SnapshotEndpoint,
  event: Decided,
  requestId: string,
): StoredAlert {
  const id = createId("alert");
  const decision = decide(snapshot, endpoint, event);
  const result = startAlert(
    {
      id,
      requestId,
      endpointId: endpoint.id,
      dedupKey: event.dedupKey,
      severity: event.severity,
      title: titleOf(event, endpoint),
      message: event.message,
      url: event.url,
      tool: event.tool,
      test: event.test,
      ...decision,
      ...joinGroup(parts, endpoint, event, decision, id),
      autoCloseSeconds: endpoint.auto_close_seconds,
      lapsesAt: event.lapsesAt ?? null,
    },
    Date.now(),
    peopleOf(snapshot, endpoint.scenario_id, parts.objections),
  );
  return commitStep(parts, { alert: result.alert, requestId, seq: 0 }, result);
}

function decide(snapshot: Snapshot, endpoint: SnapshotEndpoint, event: Decided): Decision {
  const scenario = snapshot.scenarios.find((candidate) => candidate.id === endpoint.scenario_id);
  const { rule, action, plan } = choose(scenario, event, snapshot.organization.time_zone);
  return {
    rule: {
      id: rule?.id ?? null,
      name: rule?.name ?? "default",
      scenarioId: endpoint.scenario_id,
      scenarioVersion: scenario?.version ?? 0,
    },
    action,
    plan,
    paused: endpoint.paused,
  };
}

/** The rule that decides. Stored rules or plans that do not parse fall back to the default, loudly: an alert is never dropped. */
function choose(scenario: SnapshotScenario | undefined, event: Decided, timeZone: string): RuleChoice {
  const rules = parseRules(scenario?.rules ?? []);
  if (!rules.ok)
    console.error("a stored scenario is not valid; the default action rings instead", scenario?.id);
  const choice = chooseRule(rules.ok ? rules.value : [], event, { now: Date.now(), timeZone });
  return choice.rule === null ? { ...choice, plan: defaultPlan(scenario) } : choice;
}

function defaultPlan(scenario: SnapshotScenario | undefined): CallPlan {
  if (scenario?.plan == null) return DEFAULT_PLAN;
  const plan = parsePlan(scenario.plan);
  if (plan.ok) return plan.value;
  console.error("a stored call plan is not valid; the default plan rings instead", scenario.id);
  return DEFAULT_PLAN;
}

/** What the reader calls an empty body before it knows the endpoint's name. */
const EMPTY_TITLE = "Empty alert from this endpoint";

function titleOf(event: Decided, endpoint: SnapshotEndpoint): string {
  if (event.title === EMPTY_TITLE) return `Empty alert from ${endpoint.name}`;
  return event.title ?? `Alert from ${endpoint.name}`;
}

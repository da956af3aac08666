import {
  AlertmanagerRefusedSchema,
  DiscordMessageSchema,
  DiscordRefusedSchema,
  OpsgenieAcceptedSchema,
  OpsgenieRefusedSchema,
  OpsgenieStatusSchema,
  PagerDutyAcceptedSchema,
  PagerDutyRefusedSchema,
} from "@callping/contract/api/doors";
import { WebhookAcceptedSchema } from "@callping/contract/api/webhook";
import type { Answer, RouteRow } from "./route-table.ts";

/** Refusals of a webhook: unreadable, alert key, endpoint, size, limit, Desk. Each door says them in its tool's shape. */
const REFUSALS = [400, 401, 404, 413, 429, 503] as const;

function door(
  summary: string,
  answers: Readonly<Record<number, Answer>>,
  refusal: Answer,
  statuses: readonly number[] = REFUSALS,
): RouteRow {
  const refusals = Object.fromEntries(statuses.map((status) => [status, refusal]));
  return {
    auth: "endpoint_id",
    scope: null,
    limit: "webhook",
    summary,
    answers: { ...answers, ...refusals },
    problems: [],
  };
}

const PAGERDUTY = [400, 401, 413, 429, 503];
const OPSGENIE = [400, 401, 413, 429, 503];

/** The rows of the compatible doors. */
export const DOORS = {
  "POST /api/wh/:uuid/slack": door(
    "Receive a message as a Slack incoming webhook does",
    { 200: { text: "ok" } },
    { text: "no_service" },
  ),
  "POST /api/wh/:uuid/discord": door(
    "Receive a message as a Discord webhook does",
    { 200: DiscordMessageSchema, 204: null },
    DiscordRefusedSchema,
  ),
  "POST /api/wh/:uuid/api/v2/alerts": door(
    "Receive alerts as an Alertmanager does (API v2)",
    { 200: WebhookAcceptedSchema },
    AlertmanagerRefusedSchema,
  ),
  "POST /v2/enqueue": door(
    "Trigger, acknowledge or resolve as the PagerDuty Events API v2 does; the routing key is the endpoint's id",
    { 202: PagerDutyAcceptedSchema },
    PagerDutyRefusedSchema,
    PAGERDUTY,
  ),
  "POST /v2/change/enqueue": door(
    "Keep a change event as the PagerDuty Events API v2 does; it rings nobody",
    { 202: PagerDutyAcceptedSchema },
    PagerDutyRefusedSchema,
    PAGERDUTY,
  ),
  "POST /v2/alerts": door(
    "Create an alert as the Opsgenie alert API does; the GenieKey is the endpoint's id",
    { 202: OpsgenieAcceptedSchema },
    OpsgenieRefusedSchema,
    OPSGENIE,
  ),
  "GET /v2/alerts/requests/:id": {
    ...door(
      "What became of a request, as the Opsgenie alert API tells it",
      { 200: OpsgenieStatusSchema },
      OpsgenieRefusedSchema,
      [401, 404],
    ),
    limit: null,
  },
  "POST /v2/alerts/:id/close": door(
    "Close an alert as the Opsgenie alert API does",
    { 202: OpsgenieAcceptedSchema },
    OpsgenieRefusedSchema,
    OPSGENIE,
  ),
  "POST /v2/alerts/:id/acknowledge": door(
    "Acknowledge an alert as the Opsgenie alert API does: stops the calls, the alert stays open",
    { 202: OpsgenieAcceptedSchema },
    OpsgenieRefusedSchema,
    OPSGENIE,
  ),
} as const satisfies Record<string, RouteRow>;

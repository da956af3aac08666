import {
  AlertCommandResultSchema,
  AlertDetailSchema,
  AlertListSchema,
  AlertsQuerySchema,
  SnoozeSchema,
} from "@callping/contract/api/alerts";
import { CallListSchema, CallSchema, CallsQuerySchema } from "@callping/contract/api/calls";
import { IntakePreviewQuerySchema, IntakePreviewSchema } from "@callping/contract/api/intake";
import type { ProblemCode } from "@callping/contract/api/problem";
import { ReadinessSchema, WeeklyMailSchema } from "@callping/contract/api/readiness";
import type { Scope } from "@callping/contract/api/scopes";
import {
  PingTakenSchema,
  WebhookAcceptedSchema,
  WebhookExplainedSchema,
} from "@callping/contract/api/webhook";
import * as v from "valibot";
import type { GenericSchema } from "valibot";
import { ACCOUNTS } from "./account-rows.ts";
import { CAPS } from "./caps-rows.ts";
import { BROWSER_PHONE } from "./browser-phone-rows.ts";
import { DOORS } from "./door-rows.ts";
import { DRILLS } from "./drill-rows.ts";
import { SCENARIOS } from "./scenario-rows.ts";
import { ENDPOINTS } from "./endpoint-rows.ts";
import { FLEET } from "./fleet-rows.ts";
import { MAINTENANCE } from "./maintenance-rows.ts";
import { NUMBER_POLICY } from "./number-policy-rows.ts";
import { NUMBERS } from "./number-rows.ts";
import { ORGANIZATION } from "./organization-rows.ts";
import { PROJECTS } from "./project-rows.ts";
import { SCHEDULES } from "./schedule-rows.ts";
import { SPEECH } from "./speech-rows.ts";
import { SUPPRESSIONS } from "./suppression-rows.ts";
import { withKey } from "./with-key.ts";

/**
 * How a caller proves who they are. `endpoint_id`, `audio_link`, `feed_link`: the URL itself is keyed. `pbx_token`: the object checks
 * it. `mail_token`: the route does, and it is closed where no SMTP listener runs. `key_or_session`: an API key, or on the portal's
 * host a session whose role has the scope. `session`: somebody who is signed in; `visitor`: a page of ours, nobody yet; both on the
 * portal's host alone.
 */
export type Auth =
  | "none"
  | "endpoint_id"
  | "audio_link"
  | "feed_link"
  | "pbx_token"
  | "mail_token"
  | "key_or_session"
  | "session"
  | "visitor";

/**
 * `webhook`: 60 in 10 s an endpoint and a larger figure an organization. `drills`: 1 in 10 minutes a phone, 30 an hour an
 * organization. Both are counted in the Desk. `browser_phone`: 20 in 10 minutes a member, 600 an hour an organization,
 * counted in D1. `number_checks`: 600 in 10 minutes an organization, `code_calls`: 3 a number, 5 an organization and 10 an
 * address a day, `speech_previews`: 30 in 10 minutes a person or key and 120 an organization, all counted in D1. Those of
 * accounts are in services/accounts/limits.ts. `null`: none yet.
 */
export type LimitName =
  | "webhook"
  | "drills"
  | "browser_phone"
  | "number_checks"
  | "code_calls"
  | "speech_previews"
  | "sign_in"
  | "sign_up"
  | "password_mail"
  | "mail_link"
  | "renewal"
  | "second_factor"
  | "step_up"
  | "mail_change"
  | null;

/** JSON of a schema, plain text as in the example, or no body. */
export type Answer = GenericSchema | { text: string } | null;

export interface RouteRow {
  auth: Auth;
  /** What a key must hold; of a session, what its role must have (packages/domain, accounts/roles). */
  scope: Scope | null;
  /** A session must have shown within ten minutes who it is. A key shows that with every request. */
  stepUp?: true;
  /** Takes a session's token also when it has to be renewed. */
  renewable?: true;
  limit: LimitName;
  summary: string;
  /** Answers that are no problem documents. */
  answers: Readonly<Record<number, Answer>>;
  problems: readonly ProblemCode[];
  body?: GenericSchema;
  query?: { entries: Readonly<Record<string, GenericSchema>> };
}

const open = { scope: null, limit: null, problems: [] } as const;

const ping = {
  auth: "endpoint_id",
  scope: null,
  limit: null,
  summary: "Ping a heartbeat",
  answers: { 200: v.union([PingTakenSchema, WebhookExplainedSchema]) },
  problems: [
    "unknown_endpoint",
    "not_a_heartbeat",
    "wrong_ping_key",
    "body_too_large",
    "body_unreadable",
    "desk_unreachable",
  ],
} as const satisfies RouteRow;

const webhook = {
  auth: "endpoint_id",
  scope: null,
  limit: "webhook",
  summary: "Receive an alert",
  answers: { 200: WebhookExplainedSchema, 202: WebhookAcceptedSchema },
  problems: [
    "unknown_endpoint",
    "wrong_alert_key",
    "sns_signature_invalid",
    "sns_other_topic",
    "body_too_large",
    "body_unreadable",
    "webhook_rate_limited",
    "desk_unreachable",
    "sns_not_confirmed",
  ],
} as const satisfies RouteRow;

/** Every route of this Worker. A route without a row cannot be mounted, and a row without a route stops the app. */
export const ROUTES = {
  "ALL /api/wh/:uuid": webhook,
  // Tools put a slash or paths of their own behind the URL they are given; what they send is an alert all the same.
  "ALL /api/wh/:uuid/*": webhook,
  "ALL /api/hb/:uuid": ping,
  "ALL /api/hb/:uuid/:signal": { ...ping, problems: [...ping.problems, "unknown_signal"] },
  ...DOORS,
  "POST /api/v1/intake/preview": withKey(
    "alerts:read",
    "What a webhook with these headers and this body would be read as; stores nothing, rings nobody",
    IntakePreviewSchema,
    { query: IntakePreviewQuerySchema, problems: ["not_found", "body_too_large", "body_unreadable"] },
  ),
  "GET /api/v1/alerts": withKey("alerts:read", "List alerts, newest first", AlertListSchema, {
    query: AlertsQuerySchema,
  }),
  "GET /api/v1/alerts/:id": withKey("alerts:read", "One alert with its timeline", AlertDetailSchema, {
    problems: ["not_found"],
  }),
  "POST /api/v1/alerts/:id/acknowledge": withKey(
    "alerts:write",
    "Acknowledge: stops the calls, the alert stays open",
    AlertCommandResultSchema,
    {
      problems: ["not_found", "alert_closed"],
    },
  ),
  "POST /api/v1/alerts/:id/snooze": withKey(
    "alerts:write",
    "Snooze: stops the calls for a while, and then the plan begins its pass again",
    AlertCommandResultSchema,
    {
      body: SnoozeSchema,
      problems: ["not_found", "alert_closed"],
    },
  ),
  "POST /api/v1/alerts/:id/escalate": withKey(
    "alerts:write",
    "Escalate: the next step of the plan begins now",
    AlertCommandResultSchema,
    {
      problems: ["not_found", "alert_closed"],
    },
  ),
  "POST /api/v1/alerts/:id/unacknowledge": withKey(
    "alerts:write",
    "Take an acknowledgement back: the plan starts again",
    AlertCommandResultSchema,
    {
      problems: ["not_found", "alert_closed"],
    },
  ),
  "POST /api/v1/alerts/:id/resolve": withKey(
    "alerts:write",
    "Resolve: stops the calls and closes the alert",
    AlertCommandResultSchema,
    {
      problems: ["not_found", "alert_closed"],
    },
  ),
  "GET /api/v1/calls": withKey("calls:read", "List calls, newest first", CallListSchema, {
    query: CallsQuerySchema,
  }),
  "GET /api/v1/calls/:id": withKey("calls:read", "One call", CallSchema, { problems: ["not_found"] }),
  ...ENDPOINTS,
  ...SCENARIOS,
  ...MAINTENANCE,
  ...DRILLS,
  ...BROWSER_PHONE,
  ...SCHEDULES,
  ...PROJECTS,
  "GET /api/v1/readiness": withKey(
    "readiness:read",
    "Who would not be reached within 14 days, and why; what the watcher found",
    ReadinessSchema,
  ),
  "PUT /api/v1/readiness/weekly-mail": withKey(
    "readiness:write",
    "When owners get the weekly mail",
    WeeklyMailSchema,
    { body: WeeklyMailSchema },
  ),
  ...NUMBER_POLICY,
  ...NUMBERS,
  ...FLEET,
  ...SPEECH,
  ...SUPPRESSIONS,
  ...ORGANIZATION,
  ...CAPS,
  ...ACCOUNTS,
  "GET /api/v1/live": {
    auth: "key_or_session",
    scope: "alerts:read",
    limit: null,
    summary: "WebSocket: timeline entries as they happen",
    answers: { 101: null },
    problems: ["unauthenticated", "missing_scope", "upgrade_required"],
  },
  "GET /api/openapi.json": { ...open, auth: "none", summary: "This document", answers: { 200: null } },
  "GET /pbx/:id": {
    ...open,
    auth: "pbx_token",
    summary: "Control socket that a PBX opens",
    answers: { 101: null },
    problems: ["unknown_route", "upgrade_required"],
  },
  "POST /mail/incoming": {
    ...open,
    auth: "mail_token",
    summary: "A mail from the SMTP listener of this installation",
    answers: { 200: null },
    problems: ["unknown_route"],
  },
  "GET /audio/:file": {
    ...open,
    auth: "audio_link",
    summary: "Spoken words of one call, for a PBX",
    answers: { 200: null },
    problems: ["audio_link_invalid", "speech_unavailable"],
  },
  "GET /healthz": { ...open, auth: "none", summary: "Whether this Worker answers", answers: { 200: null } },
} as const satisfies Record<string, RouteRow>;

export type RouteKey = keyof typeof ROUTES;

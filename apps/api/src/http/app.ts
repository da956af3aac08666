import { Hono } from "hono";
import type { AppEnv } from "./context.ts";
import { brokenRoute, entry, unknownRoute } from "./entry.ts";
import { assertRouteTable, mount } from "./mount.ts";
import {
  acknowledgeAlert,
  escalateAlert,
  getAlert,
  getAlerts,
  resolveAlert,
  snoozeAlert,
  unacknowledgeAlert,
} from "./routes/alerts.ts";
import { mountAccount } from "./routes/accounts/account.ts";
import { mailSender } from "./routes/accounts/send-soon.ts";
import { mountSession } from "./routes/accounts/session.ts";
import { mountBrowserPhone } from "./routes/browser-phone.ts";
import { mountCaps } from "./routes/caps.ts";
import { getAudio } from "./routes/audio.ts";
import { pushAlerts } from "./routes/doors/alertmanager.ts";
import { receiveDiscord, receiveSlack } from "./routes/doors/chat.ts";
import { acknowledgeByGenie, closeAlert, createAlert } from "./routes/doors/opsgenie.ts";
import { getRequestStatus } from "./routes/doors/opsgenie-status.ts";
import { enqueueChange, enqueueEvent } from "./routes/doors/pagerduty.ts";
import { getCall, getCalls } from "./routes/calls.ts";
import { getEndpoints, getMaintenance } from "./routes/configuration.ts";
import {
  getEndpoint,
  patchEndpoint,
  postEndpoint,
  removeAlertKey,
  removeEndpoint,
  setAlertKey,
} from "./routes/endpoints.ts";
import { mountDrills } from "./routes/drills.ts";
import { postDryRun } from "./routes/dry-run.ts";
import { mountFleet } from "./routes/fleet.ts";
import { takePing } from "./routes/heartbeat.ts";
import { previewIntake } from "./routes/intake.ts";
import { watchLive } from "./routes/live.ts";
import { takeMail } from "./routes/mail.ts";
import {
  getOneMaintenance,
  patchMaintenance,
  postMaintenance,
  putQuietHours,
  removeMaintenance,
  removeQuietHours,
} from "./routes/maintenance.ts";
import { mountNumberPolicy } from "./routes/number-policy.ts";
import { mountSpeech } from "./routes/speech.ts";
import { mountNumbers } from "./routes/numbers.ts";
import { mountOrganization } from "./routes/organization.ts";
import { getOpenApi } from "./routes/openapi.ts";
import { connectPbx } from "./routes/pbx.ts";
import {
  getScenario,
  getScenarios,
  getScenarioVersion,
  patchScenario,
  postScenario,
  postValidate,
  removeScenario,
} from "./routes/scenarios.ts";
import { getReadiness, putWeeklyMail } from "./routes/readiness.ts";
import { getRequests } from "./routes/requests.ts";
import { mountProjects } from "./project-mounts.ts";
import { mountSchedules } from "./schedule-mounts.ts";
import { mountStop } from "./routes/stop.ts";
import { mountSuppressions } from "./routes/suppressions.ts";
import { webhookRoute } from "./routes/webhook.ts";
import type { Outgoing } from "./sns/fetch-bounded.ts";

/**
 * Everything this Worker answers over HTTP.
 * @param outgoing how it fetches what a message of Amazon SNS names, and hands mail over; the runtime's own `fetch` when left out.
 * @throws when a route has no row in the route table, or a row no route.
 */
export function createApp(outgoing: Outgoing = (url, init) => fetch(url, init)): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use("*", entry);
  app.notFound(unknownRoute);
  app.onError(brokenRoute);
  const receive = webhookRoute(outgoing);
  mount(app, "ALL /api/wh/:uuid", receive);
  mountDoors(app);
  mount(app, "ALL /api/wh/:uuid/*", receive);
  mount(app, "ALL /api/hb/:uuid", takePing);
  mount(app, "ALL /api/hb/:uuid/:signal", takePing);
  mount(app, "POST /api/v1/intake/preview", previewIntake);
  mount(app, "GET /api/v1/alerts", getAlerts);
  mount(app, "GET /api/v1/alerts/:id", getAlert);
  mount(app, "POST /api/v1/alerts/:id/acknowledge", acknowledgeAlert);
  mount(app, "POST /api/v1/alerts/:id/snooze", snoozeAlert);
  mount(app, "POST /api/v1/alerts/:id/escalate", escalateAlert);
  mount(app, "POST /api/v1/alerts/:id/unacknowledge", unacknowledgeAlert);
  mount(app, "POST /api/v1/alerts/:id/resolve", resolveAlert);
  mount(app, "GET /api/v1/calls", getCalls);
  mount(app, "GET /api/v1/calls/:id", getCall);
  mountEndpoints(app);
  mountScenarios(app);
  mountSchedules(app);
  mountProjects(app);
  mountNumbers(app);
  mountMaintenance(app);
  mount(app, "GET /api/v1/readiness", getReadiness);
  mount(app, "PUT /api/v1/readiness/weekly-mail", putWeeklyMail);
  mountDrills(app);
  mountBrowserPhone(app);
  mountNumberPolicy(app);
  mountSpeech(app);
  mountFleet(app);
  mountSuppressions(app);
  mountStop(app);
  mountOrganization(app);
  mountCaps(app);
  mountSession(app, mailSender(outgoing));
  mountAccount(app, mailSender(outgoing));
  mount(app, "GET /api/v1/live", watchLive);
  mount(app, "GET /api/openapi.json", getOpenApi);
  mount(app, "GET /pbx/:id", connectPbx);
  mount(app, "POST /mail/incoming", takeMail);
  mount(app, "GET /audio/:file", getAudio);
  mount(app, "GET /healthz", (c) => c.json({ ok: true }));
  assertRouteTable(app);
  return app;
}

function mountEndpoints(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/endpoints", getEndpoints);
  mount(app, "POST /api/v1/endpoints", postEndpoint);
  mount(app, "GET /api/v1/endpoints/:id", getEndpoint);
  mount(app, "PATCH /api/v1/endpoints/:id", patchEndpoint);
  mount(app, "DELETE /api/v1/endpoints/:id", removeEndpoint);
  mount(app, "POST /api/v1/endpoints/:id/alert-key", setAlertKey);
  mount(app, "DELETE /api/v1/endpoints/:id/alert-key", removeAlertKey);
  mount(app, "GET /api/v1/endpoints/:id/requests", getRequests);
}

function mountMaintenance(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/maintenance", getMaintenance);
  mount(app, "POST /api/v1/maintenance", postMaintenance);
  mount(app, "GET /api/v1/maintenance/:id", getOneMaintenance);
  mount(app, "PATCH /api/v1/maintenance/:id", patchMaintenance);
  mount(app, "DELETE /api/v1/maintenance/:id", removeMaintenance);
  mount(app, "PUT /api/v1/numbers/:id/quiet-hours", putQuietHours);
  mount(app, "DELETE /api/v1/numbers/:id/quiet-hours", removeQuietHours);
}

function mountScenarios(app: Hono<AppEnv>): void {
  mount(app, "POST /api/v1/dry-run", postDryRun);
  mount(app, "GET /api/v1/scenarios", getScenarios);
  mount(app, "POST /api/v1/scenarios", postScenario);
  mount(app, "POST /api/v1/scenarios/validate", postValidate);
  mount(app, "GET /api/v1/scenarios/:id", getScenario);
  mount(app, "PATCH /api/v1/scenarios/:id", patchScenario);
  mount(app, "DELETE /api/v1/scenarios/:id", removeScenario);
  mount(app, "GET /api/v1/scenarios/:id/versions/:version", getScenarioVersion);
}

/** Doors that speak another tool's protocol: a tool that knows only that one rings by changing a URL. */
function mountDoors(app: Hono<AppEnv>): void {
  mount(app, "POST /api/wh/:uuid/slack", receiveSlack);
  mount(app, "POST /api/wh/:uuid/discord", receiveDiscord);
  mount(app, "POST /api/wh/:uuid/api/v2/alerts", pushAlerts);
  mount(app, "POST /v2/enqueue", enqueueEvent);
  mount(app, "POST /v2/change/enqueue", enqueueChange);
  mount(app, "POST /v2/alerts", createAlert);
  mount(app, "GET /v2/alerts/requests/:id", getRequestStatus);
  mount(app, "POST /v2/alerts/:id/close", closeAlert);
  mount(app, "POST /v2/alerts/:id/acknowledge", acknowledgeByGenie);
}

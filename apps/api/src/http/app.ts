import { Hono } from "hono";
import type { AppEnv } from "./context.ts";
import { brokenRoute, entry, unknownRoute } from "./entry.ts";
import { assertRouteTable, mount } from "./mount.ts";
import { acknowledgeAlert, getAlert, getAlerts, resolveAlert } from "./routes/alerts.ts";
import { getAudio } from "./routes/audio.ts";
import { pushAlerts } from "./routes/doors/alertmanager.ts";
import { receiveDiscord, receiveSlack } from "./routes/doors/chat.ts";
import { acknowledgeByGenie, closeAlert, createAlert } from "./routes/doors/opsgenie.ts";
import { getRequestStatus } from "./routes/doors/opsgenie-status.ts";
import { enqueueChange, enqueueEvent } from "./routes/doors/pagerduty.ts";
import { getCall, getCalls } from "./routes/calls.ts";
import { getEndpoints, getNumbers } from "./routes/configuration.ts";
import {
  getEndpoint,
  patchEndpoint,
  postEndpoint,
  removeAlertKey,
  removeEndpoint,
  setAlertKey,
} from "./routes/endpoints.ts";
import { getFleet } from "./routes/fleet.ts";
import { takePing } from "./routes/heartbeat.ts";
import { previewIntake } from "./routes/intake.ts";
import { watchLive } from "./routes/live.ts";
import { takeMail } from "./routes/mail.ts";
import { getOpenApi } from "./routes/openapi.ts";
import { connectPbx } from "./routes/pbx.ts";
import { getRequests } from "./routes/requests.ts";
import { webhookRoute } from "./routes/webhook.ts";
import type { Outgoing } from "./sns/fetch-bounded.ts";

/**
 * Everything this Worker answers over HTTP.
 * @param outgoing how it fetches what a message of Amazon SNS names; the runtime's own `fetch` when left out.
 * @throws when a route has no row in the route table, or a row no route.
 */
export function createApp(outgoing: Outgoing = (url, init) => fetch(url, init)): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use("*", entry);
  app.notFound(unknownRoute);
  app.onError(brokenRoute);
  mount(app, "ALL /api/wh/:uuid", webhookRoute(outgoing));
  mountDoors(app);
  mount(app, "ALL /api/hb/:uuid", takePing);
  mount(app, "ALL /api/hb/:uuid/:signal", takePing);
  mount(app, "POST /api/v1/intake/preview", previewIntake);
  mount(app, "GET /api/v1/alerts", getAlerts);
  mount(app, "GET /api/v1/alerts/:id", getAlert);
  mount(app, "POST /api/v1/alerts/:id/acknowledge", acknowledgeAlert);
  mount(app, "POST /api/v1/alerts/:id/resolve", resolveAlert);
  mount(app, "GET /api/v1/calls", getCalls);
  mount(app, "GET /api/v1/calls/:id", getCall);
  mountEndpoints(app);
  mount(app, "GET /api/v1/numbers", getNumbers);
  mount(app, "GET /api/v1/fleet", getFleet);
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

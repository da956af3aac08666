import { Hono } from "hono";
import type { AppEnv } from "./context.ts";
import { brokenRoute, entry, unknownRoute } from "./entry.ts";
import { assertRouteTable, mount } from "./mount.ts";
import { acknowledgeAlert, getAlert, getAlerts, resolveAlert } from "./routes/alerts.ts";
import { getAudio } from "./routes/audio.ts";
import { getCall, getCalls } from "./routes/calls.ts";
import { getEndpoints, getNumbers } from "./routes/configuration.ts";
import { getFleet } from "./routes/fleet.ts";
import { watchLive } from "./routes/live.ts";
import { takeMail } from "./routes/mail.ts";
import { getOpenApi } from "./routes/openapi.ts";
import { connectPbx } from "./routes/pbx.ts";
import { receiveWebhook } from "./routes/webhook.ts";

/**
 * Everything this Worker answers over HTTP.
 * @throws when a route has no row in the route table, or a row no route.
 */
export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use("*", entry);
  app.notFound(unknownRoute);
  app.onError(brokenRoute);
  mount(app, "ALL /api/wh/:uuid", receiveWebhook);
  mount(app, "GET /api/v1/alerts", getAlerts);
  mount(app, "GET /api/v1/alerts/:id", getAlert);
  mount(app, "POST /api/v1/alerts/:id/acknowledge", acknowledgeAlert);
  mount(app, "POST /api/v1/alerts/:id/resolve", resolveAlert);
  mount(app, "GET /api/v1/calls", getCalls);
  mount(app, "GET /api/v1/calls/:id", getCall);
  mount(app, "GET /api/v1/endpoints", getEndpoints);
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

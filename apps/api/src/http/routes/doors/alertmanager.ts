import type { AppContext } from "../../context.ts";
import { readPushedAlerts } from "../../doors/pushed-alerts.ts";
import { readJson } from "../../doors/read-json.ts";
import { sayRefusal, statusOf } from "../../doors/say.ts";
import { deliver, type Delivered, findEndpoint } from "../../webhook/deliver.ts";
import { retryHeader } from "../../webhook/refused.ts";
import { readingOf, readSent } from "../../webhook/sent.ts";

/** `POST /api/wh/<endpoint id>/api/v2/alerts`: what Prometheus pushes to an Alertmanager. Refusals are JSON strings. */
export async function pushAlerts(c: AppContext): Promise<Response> {
  const done = await receive(c);
  if (!done.ok) return c.json(sayRefusal(done), statusOf(done), retryHeader(done));
  return c.json({ request_id: done.request_id, alerts: done.alerts }, 200);
}

/** A body that is no list of alerts is read as any other body: it may be somebody's alarm all the same. */
async function receive(c: AppContext): Promise<Delivered> {
  const address = await findEndpoint(c, c.req.param("uuid") ?? "");
  if (address === null) {
    const detail = "The URL holds no endpoint id of this installation.";
    return { ok: false, code: "unknown_endpoint", detail };
  }
  const read = await readSent(c);
  if (!read.ok) return read;
  const { sent } = read;
  const reading = readingOf("POST", sent);
  const { events, bodyText } = reading.kind === "events" ? reading : { events: [], bodyText: "" };
  const pushed = readJson(sent.body);
  return deliver(c, {
    address,
    sent,
    bodyText,
    events: Array.isArray(pushed) ? await readPushedAlerts(pushed, sent, Date.now()) : events,
    door: "alertmanager push",
  });
}

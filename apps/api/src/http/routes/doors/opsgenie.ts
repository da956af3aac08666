import type { DoorCommand } from "../../../objects/desk-protocol.ts";
import type { AppContext } from "../../context.ts";
import { madeKey, problemKey } from "../../doors/keys.ts";
import { oneEvent } from "../../doors/one-event.ts";
import { isRecord, readJson, textOf } from "../../doors/read-json.ts";
import { sayRefusal, statusOf } from "../../doors/say.ts";
import { deliver, type Delivery, findEndpoint } from "../../webhook/deliver.ts";
import { type Refused, retryHeader } from "../../webhook/refused.ts";
import { readSent } from "../../webhook/sent.ts";

const TOOL = "opsgenie-api";
export const GENIE_KEY = /^GenieKey +(\S{1,100})$/i;

/** `POST /v2/alerts`: the Opsgenie alert API. The GenieKey is the endpoint's id, the alias the problem's key. */
export function createAlert(c: AppContext): Promise<Response> {
  return take(c, async ({ address, sent }) => {
    const parsed = readJson(sent.body);
    const fields = isRecord(parsed) ? parsed : {};
    const words = ["message", "entity", "source"].map((name) => fields[name]);
    const dedupKey = await problemKey(textOf(fields, "alias") ?? (await madeKey(words)));
    const { event, bodyText } = oneEvent(sent, TOOL, { state: "firing", dedupKey });
    return { address, sent, bodyText, events: [event], door: "opsgenie create" };
  });
}

/** `POST /v2/alerts/:id/close` */
export function closeAlert(c: AppContext): Promise<Response> {
  return command(c, "resolve", "close");
}

/** `POST /v2/alerts/:id/acknowledge` */
export function acknowledgeByGenie(c: AppContext): Promise<Response> {
  return command(c, "acknowledge", "acknowledge");
}

/**
 * `identifierType=alias` names the key. `id`, Opsgenie's default, and `tiny` name the alert; a tool that knows its
 * alert by the alias alone and forgets to say so is understood too.
 */
function command(c: AppContext, action: DoorCommand["action"], verb: string): Promise<Response> {
  return take(c, async ({ address, sent }) => {
    const id = c.req.param("id") ?? "";
    const type = c.req.query("identifierType") ?? "id";
    const dedup_key = await problemKey(id);
    const { event, bodyText } = oneEvent(sent, TOOL, { state: "firing", dedupKey: dedup_key });
    const alert_id = type.toLowerCase() === "alias" ? null : id;
    const asked: DoorCommand = { action, alert_id, dedup_key, tool: event.tool };
    const door = `opsgenie ${verb} ${type} ${id}`.slice(0, 300);
    return { address, sent, bodyText, events: [], commands: [asked], door };
  });
}

/** Opsgenie answers 202 for whatever it understood, even for an alert that is not open. */
async function take(
  c: AppContext,
  read: (request: Pick<Delivery, "address" | "sent">) => Promise<Delivery>,
): Promise<Response> {
  const startedAt = Date.now();
  const refuse = (why: Refused): Response => {
    // An API key that is unknown is no key to Opsgenie's clients.
    const status = why.code === "unknown_endpoint" ? 401 : statusOf(why);
    return c.json({ message: sayRefusal(why), ...told(c, startedAt) }, status, retryHeader(why));
  };
  const key = GENIE_KEY.exec(c.req.header("authorization") ?? "")?.[1];
  const address = key === undefined ? null : await findEndpoint(c, key);
  if (address === null) {
    const detail =
      key === undefined
        ? "The request carries no `Authorization: GenieKey` header."
        : "The GenieKey is no endpoint id of this installation.";
    return refuse({ ok: false, code: "unknown_endpoint", detail });
  }
  const taken = await readSent(c);
  if (!taken.ok) return refuse(taken);
  const done = await deliver(c, await read({ address, sent: taken.sent }));
  if (!done.ok) return refuse(done);
  return c.json({ result: "Request will be processed", ...told(c, startedAt) }, 202);
}

function told(c: AppContext, startedAt: number): { took: number; requestId: string } {
  return { took: (Date.now() - startedAt) / 1000, requestId: c.get("requestId") };
}

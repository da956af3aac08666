import { decodeText } from "@callping/domain/intake/transport/decode-text";
import { isLookingOnly } from "@callping/domain/intake/transport/explain";
import type { Signal } from "@callping/domain/heartbeats/heartbeat";
import { SIGNALS } from "@callping/domain/heartbeats/heartbeat";
import { readEndpointId } from "../../endpoint-id/read.ts";
import type { PingInput, PingResult } from "../../objects/ping-protocol.ts";
import type { AppContext } from "../context.ts";
import { deskOf } from "../desks.ts";
import { problem } from "../problem.ts";
import { explain } from "../webhook/explain.ts";
import { repeatOnce } from "../webhook/hand-over.ts";
import { MAX_BODY_BYTES, readBody } from "../webhook/read-body.ts";
import { stripCredentials } from "../webhook/strip-credentials.ts";

const RETRY_AFTER_SECONDS = 5;
const MAX_CREDENTIAL_CHARACTERS = 255;

/**
 * Any method on `/api/hb/<endpoint id>`, with `/start`, `/success`, `/fail` or an exit status (0 is success) behind it:
 * answers 200 only once the ping is durable. Jobs ping with whatever they have, so GET and HEAD count as well.
 */
export async function takePing(c: AppContext): Promise<Response> {
  const address = await readEndpointId(c.env.ENDPOINT_ID_KEYS, c.req.param("uuid") ?? "");
  if (address === null)
    return problem(c, "unknown_endpoint", "The URL holds no endpoint id of this installation.");
  const signal = signalOf(c.req.param("signal"));
  if (signal === null)
    return problem(c, "unknown_signal", `"${c.req.param("signal")}" is not a signal of a heartbeat.`);
  if (isLookingOnly(c.req.method, c.req.header("user-agent") ?? ""))
    return explain(c, "Link previews are no pings.");
  const body = await readBody(c.req.raw);
  if (!body.ok) {
    if (body.error.reason === "body_unreadable")
      return problem(c, "body_unreadable", `Reading the body failed: ${body.error.detail}.`);
    return problem(c, "body_too_large", `The body is larger than ${MAX_BODY_BYTES / 1024} KiB.`);
  }
  const contentType = c.req.header("content-type") ?? null;
  const input: PingInput = {
    request_id: c.get("requestId"),
    endpoint_uuid: address.uuid,
    signal,
    method: c.req.method,
    content_type: contentType,
    headers: stripCredentials(c.req.raw.headers),
    body: decodeText(body.bytes, contentType),
    alert_key: c.req.header("x-alert-key")?.slice(0, MAX_CREDENTIAL_CHARACTERS) ?? null,
  };
  const desk = () => deskOf(c.env, address.organizationNumber, address.shard);
  const handed = await repeatOnce(input.request_id, () => desk().ping(input));
  if (handed.ok) return answer(c, handed.result);
  return problem(c, "desk_unreachable", "The organization's desk could not be reached, twice.", {
    headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
  });
}

/** The signal that a path names; a job's exit status is one too. */
function signalOf(word: string | undefined): Signal | null {
  if (word === undefined) return "success";
  const named = SIGNALS.find((signal) => signal === word);
  if (named !== undefined) return named;
  if (!/^\d{1,3}$/.test(word) || Number(word) > 255) return null;
  return Number(word) === 0 ? "success" : "fail";
}

function answer(c: AppContext, result: PingResult): Response {
  if (result.ok) {
    const { request_id, state, missing_from, alerts } = result;
    return c.json({ request_id, state, missing_from, alerts });
  }
  switch (result.reason) {
    case "unknown_endpoint":
      return problem(c, "unknown_endpoint", "This endpoint was deleted or never existed.");
    case "not_a_heartbeat":
      return problem(c, "not_a_heartbeat", "This endpoint takes webhooks at /api/wh/ and expects no pings.");
    case "wrong_alert_key":
      return problem(
        c,
        "wrong_ping_key",
        "The endpoint asks for an alert key, and the ping carried none or another one.",
      );
  }
}

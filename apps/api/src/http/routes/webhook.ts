import type { AppContext, Handler } from "../context.ts";
import { problem } from "../problem.ts";
import { Certificates } from "../sns/certificates.ts";
import { checkSns, type SnsCheck } from "../sns/check.ts";
import { confirmTopic, notConfirmed } from "../sns/confirm.ts";
import type { Outgoing } from "../sns/fetch-bounded.ts";
import { deliver, type Delivered, type Delivery, findEndpoint } from "../webhook/deliver.ts";
import { explain } from "../webhook/explain.ts";
import { notesOfNothing } from "../webhook/nothing-rang.ts";
import { asProblem } from "../webhook/refused.ts";
import { readingOf, readSent } from "../webhook/sent.ts";

const STOPPED_NOTE =
  "An operator has stopped all calls of this organization: the request was stored, its calls are held back, and owners are told by mail.";
const PAUSED_NOTE = "This endpoint is paused: the request was stored and nobody is called.";
const UNPINNED_NOTE =
  "This topic of Amazon SNS was never confirmed here. It is read as any body; request a confirmation to pin the topic.";

/**
 * Any method on `/api/wh/<endpoint id>`, and on what no door has behind it: answers 202 only once the Desk has stored the request durably.
 * @param outgoing fetches certificates and confirmations of Amazon SNS.
 */
export function webhookRoute(outgoing: Outgoing): Handler {
  const certificates = new Certificates(outgoing);
  return async (c) => {
    const address = await findEndpoint(c, c.req.param("uuid") ?? "");
    if (address === null)
      return problem(c, "unknown_endpoint", "The URL holds no endpoint id of this installation.");
    const read = await readSent(c);
    if (!read.ok) return asProblem(c, read);
    const { sent } = read;
    const reading = readingOf(c.req.method, sent, c.req.path.split("/").slice(4).join("/"));
    if (reading.kind === "explain") return explain(c, reading.reason);
    const { events, bodyText, notes } = reading;
    const delivery = { address, sent, bodyText, events };
    const check = await checkSns(sent, certificates, Date.now());
    switch (check.is) {
      case "ordinary":
        return answer(c, delivery, await deliver(c, delivery), [...check.notes, ...notes]);
      case "refused":
        return refuse(c, delivery, check);
      case "later":
        return asProblem(c, notConfirmed(check.detail));
      case "verified":
        return takeSns(c, outgoing, delivery, check, notes);
    }
  };
}

async function refuse(
  c: AppContext,
  delivery: Delivery,
  { result, detail }: Extract<SnsCheck, { is: "refused" }>,
): Promise<Response> {
  const done = await deliver(c, { ...delivery, refused: result });
  return done.ok || done.code === "sns_signature_invalid"
    ? problem(c, "sns_signature_invalid", detail)
    : asProblem(c, done);
}

/** A message that Amazon SNS signed: of the pinned topic, or the confirmation that pins one. */
async function takeSns(
  c: AppContext,
  outgoing: Outgoing,
  delivery: Delivery,
  { envelope, confirm }: Extract<SnsCheck, { is: "verified" }>,
  notes: readonly string[],
): Promise<Response> {
  const arn = envelope.topicArn;
  const done = await deliver(c, {
    ...delivery,
    events: envelope.type === "Notification" ? delivery.events : [],
    sns_topic: { arn, pins: confirm !== null },
    // Amazon SNS delivers at least once, and names each message.
    messageId: `sns ${envelope.messageId}`,
  });
  if (!done.ok || confirm === null) return answer(c, delivery, done, notes);
  const confirmed = await confirmTopic(c, outgoing, { arn, endpointUuid: delivery.address.uuid, confirm });
  if (!confirmed.ok) return asProblem(c, confirmed);
  return answer(c, { events: [] }, done, [
    `The subscription is confirmed, and ${arn} is the topic of this endpoint.`,
  ]);
}

function answer(
  c: AppContext,
  { events }: Pick<Delivery, "events">,
  done: Delivered,
  readingNotes: readonly string[],
): Response {
  if (!done.ok) return asProblem(c, done);
  const notes = [
    ...(done.paused ? [PAUSED_NOTE] : []),
    ...(done.calls_stopped === true ? [STOPPED_NOTE] : []),
    ...(done.topic === "unpinned" ? [UNPINNED_NOTE] : []),
    ...(done.paused ? [] : notesOfNothing(events, done.alerts)),
    ...readingNotes,
  ];
  return c.json(
    { request_id: done.request_id, alerts: done.alerts, ...(notes.length > 0 && { notes }) },
    202,
  );
}

import { IntakePreviewQuerySchema } from "@callping/contract/api/intake";
import { readWebhook, type WebhookReading } from "@callping/domain/intake/read-webhook";
import * as v from "valibot";
import type { RequestRecord } from "../../objects/desk-protocol.ts";
import { toPreview } from "../../services/requests/to-preview.ts";
import { findRequest, type StoredRequest } from "../../services/requests/find-request.ts";
import type { AppContext } from "../context.ts";
import { desksOf } from "../desks.ts";
import { problem } from "../problem.ts";
import { asProblem } from "../webhook/refused.ts";
import { readingOf, readSent } from "../webhook/sent.ts";

/** `POST /api/v1/intake/preview`: what a webhook would be read as, by the very code that reads webhooks. */
export async function previewIntake(c: AppContext): Promise<Response> {
  const query = v.safeParse(IntakePreviewQuerySchema, c.req.query());
  if (!query.success) return problem(c, "invalid_query", "request_id: not the id of a request (req_…)");
  const { request_id } = query.output;
  if (request_id !== undefined) return replay(c, request_id);
  const read = await readSent(c);
  return read.ok ? answer(c, readingOf(c.req.method, read.sent)) : asProblem(c, read);
}

async function replay(c: AppContext, requestId: string): Promise<Response> {
  const caller = c.get("caller");
  const stored =
    (await findInDesks(c, requestId)) ?? (await findRequest(c.env.DB, caller.organizationId, requestId));
  if (stored === null || stored.organization_id !== caller.organizationId)
    return problem(c, "not_found", `There is no request ${requestId} in this organization.`);
  return answer(c, readAgain(stored));
}

/** A request of this very second is not in D1 yet. */
async function findInDesks(c: AppContext, requestId: string): Promise<StoredRequest | null> {
  const held = await Promise.all(
    desksOf(c.env, c.get("caller")).map((desk): Promise<RequestRecord | null> =>
      desk.storedRequest(requestId),
    ),
  );
  return held.find((found) => found !== null) ?? null;
}

/** A request that came as a query alone is stored with the query in the body's place. */
function readAgain({ method, content_type, headers, body, body_bytes }: StoredRequest): WebhookReading {
  return readWebhook({
    method,
    search: body_bytes === 0 ? body : "",
    contentType: content_type,
    headers,
    body: new TextEncoder().encode(body_bytes === 0 ? "" : body),
    endpointName: "this endpoint",
  });
}

/** What a reader that explains itself tells beside what every reader tells. */
type Explained<Told> = Told & { explanation?: string | readonly string[] };

function answer(c: AppContext, reading: Explained<WebhookReading>): Response {
  if (reading.kind === "explain") return c.json({ events: [], explanation: [reading.reason] });
  const explanation = [reading.explanation ?? reading.notes].flat();
  return c.json({ events: reading.events.map(toPreview), explanation });
}

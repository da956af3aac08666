import { PageQuerySchema } from "@callping/contract/api/configuration";
import { readEndpointRow } from "../../services/endpoints/endpoint-row.ts";
import type { PageRequest } from "../../services/page.ts";
import { listRequests, SHOWN_BODY_CHARACTERS } from "../../services/requests/list-requests.ts";
import type { AppContext } from "../context.ts";
import { encodeCursor } from "../cursor.ts";
import { desksOf } from "../desks.ts";
import { problem } from "../problem.ts";
import { readQuery } from "../query.ts";

/** `GET /api/v1/endpoints/:id/requests`: what D1 has, and what the Desks have told it of not yet. */
export async function getRequests(c: AppContext): Promise<Response> {
  const read = readQuery(c, PageQuerySchema);
  if (!read.ok) return problem(c, read.error.reason, read.error.detail);
  const endpointId = c.req.param("id") ?? "";
  const { organizationId } = c.get("caller");
  const held = await heldRequests(c, endpointId, read.page);
  const { items, next } = await listRequests(c.env.DB, { organizationId, endpointId }, held, read.page);
  const isKnown = items.length > 0 || (await readEndpointRow(c.env.DB, organizationId, endpointId)) !== null;
  if (!isKnown)
    return problem(c, "not_found", `There is no endpoint ${endpointId.slice(0, 60)} in this organization.`);
  return c.json({ data: items, next_cursor: encodeCursor(next) });
}

async function heldRequests(c: AppContext, endpointId: string, { limit, after }: PageRequest) {
  const query = {
    endpoint_id: endpointId,
    limit: limit + 1,
    body_characters: SHOWN_BODY_CHARACTERS,
    before: after === null ? null : { received_at: Date.parse(after.at), id: after.id },
  };
  const desks = desksOf(c.env, c.get("caller"));
  return (await Promise.all(desks.map((desk) => desk.heldRequests(query)))).flat();
}

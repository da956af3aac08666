import { PageQuerySchema } from "@callping/contract/api/configuration";
import type { Database } from "../../db/statement.ts";
import { listEndpoints } from "../../services/endpoints/list-endpoints.ts";
import { listMaintenance } from "../../services/maintenance/list-maintenance.ts";
import type { Page, PageRequest } from "../../services/page.ts";
import type { AppContext } from "../context.ts";
import { encodeCursor } from "../cursor.ts";
import { problem } from "../problem.ts";
import { readQuery } from "../query.ts";

/** `GET /api/v1/endpoints` */
export function getEndpoints(c: AppContext): Promise<Response> {
  return list(c, listEndpoints);
}

/** `GET /api/v1/maintenance` */
export function getMaintenance(c: AppContext): Promise<Response> {
  return list(c, listMaintenance);
}

type Lister = (db: Database, organizationId: string, page: PageRequest) => Promise<Page<unknown>>;

/** A list of the caller's organization, a page at a time. */
export async function list(c: AppContext, lister: Lister): Promise<Response> {
  const read = readQuery(c, PageQuerySchema);
  if (!read.ok) return problem(c, read.error.reason, read.error.detail);
  const { items, next } = await lister(c.env.DB, c.get("caller").organizationId, read.page);
  return c.json({ data: items, next_cursor: encodeCursor(next) });
}

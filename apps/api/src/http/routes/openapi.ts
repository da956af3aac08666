import { openApiDocument } from "../openapi.ts";
import type { AppContext } from "../context.ts";

/** `GET /api/openapi.json` */
export function getOpenApi(c: AppContext): Response {
  return c.json(openApiDocument(c.env.API_ORIGIN));
}

import * as v from "valibot";
import type { PageRequest } from "../services/page.ts";
import type { AppContext } from "./context.ts";
import { decodeCursor } from "./cursor.ts";

export type Query<Parsed> =
  | { ok: true; query: Parsed; page: PageRequest }
  | { ok: false; error: { reason: "invalid_query"; detail: string } };

/** A list's query parameters. Unknown ones are an error: a filter that is silently ignored shows the wrong rows. */
export function readQuery<
  Schema extends v.GenericSchema<unknown, { limit: number; cursor?: string | undefined }>,
>(c: AppContext, schema: Schema): Query<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, c.req.query());
  if (!parsed.success)
    return invalid(
      parsed.issues.map((issue) => `${v.getDotPath(issue) ?? "query"}: ${issue.message}`).join("; "),
    );
  const { limit, cursor } = parsed.output;
  const after = cursor === undefined ? null : decodeCursor(cursor);
  if (cursor !== undefined && after === null) return invalid("cursor: not one that this API gave");
  return { ok: true, query: parsed.output, page: { limit, after } };
}

function invalid(detail: string): { ok: false; error: { reason: "invalid_query"; detail: string } } {
  return { ok: false, error: { reason: "invalid_query", detail: detail.slice(0, 500) } };
}

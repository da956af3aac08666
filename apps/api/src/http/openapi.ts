import { PROBLEMS, ProblemSchema } from "@callping/contract/api/problem";
import type { ProblemCode } from "@callping/contract/api/problem";
import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { ROUTES } from "./route-table.ts";
import type { Answer, RouteRow } from "./route-table.ts";

type Json = Record<string, unknown>;

/** Routes for machines of ours, not for callers of the API. */
const PUBLIC_PATH = /^\/(?:api|v2)\//;
const WEBHOOK_METHODS = ["get", "post", "put", "patch", "delete"];

/** The OpenAPI 3.1 document, made from the route table: what is not in the table does not exist. */
export function openApiDocument(apiOrigin: string): Json {
  const paths: Record<string, Json> = {};
  for (const [key, row] of Object.entries<RouteRow>(ROUTES)) {
    if (key.endsWith("/*")) continue;
    const [method = "", path = ""] = key.split(" ");
    if (!PUBLIC_PATH.test(path)) continue;
    const methods = method === "ALL" ? WEBHOOK_METHODS : [method.toLowerCase()];
    const item = (paths[path.replaceAll(/:(\w+)/g, "{$1}")] ??= {});
    for (const name of methods) item[name] = operation(name, path, row);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "CallPing API",
      version: "1",
      description:
        "Webhooks that ring people, and what became of them. Times are ISO 8601, UTC, milliseconds.",
    },
    servers: [{ url: apiOrigin }],
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemSchema) },
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "An API key: cpk_…" } },
    },
  };
}

function operation(method: string, path: string, row: RouteRow): Json {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const query = Object.entries(row.query?.entries ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: false,
    schema: schemaOf(schema),
  }));
  return {
    operationId: `${method}${path.replaceAll(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: row.summary,
    ...(row.scope !== null && { description: `Needs the scope ${row.scope}.` }),
    security: row.auth === "api_key" ? [{ apiKey: [] }] : [],
    parameters: [...names, ...query],
    ...(row.body && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(row.body) } } },
    }),
    responses: { ...answers(row), ...problems(row.problems) },
  };
}

function answers(row: RouteRow): Json {
  const entries = Object.entries(row.answers).map(([status, schema]): [string, Json] => [
    status,
    { description: row.summary, ...content(schema) },
  ]);
  return Object.fromEntries(entries);
}

function content(answer: Answer): Json {
  if (answer === null) return {};
  if ("text" in answer)
    return { content: { "text/plain": { schema: { type: "string", examples: [answer.text] } } } };
  return { content: { "application/json": { schema: schemaOf(answer) } } };
}

/** One answer a status; its description lists the codes that share it. */
function problems(codes: readonly ProblemCode[]): Json {
  const byStatus = Map.groupBy(codes, (code) => String(PROBLEMS[code][0]));
  const entries = [...byStatus].map(([status, shared]): [string, Json] => [
    status,
    {
      description: shared.map((code) => `${code}: ${PROBLEMS[code][2]}`).join(" "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  return Object.fromEntries(entries);
}

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is, `$schema` included. */
function schemaOf(schema: GenericSchema): object {
  return toJsonSchema(schema, { target: "draft-2020-12", typeMode: "input", errorMode: "ignore" });
}

import { PROBLEMS, ProblemSchema } from "@callping/contract/api/problem";
import type { ProblemCode } from "@callping/contract/api/problem";
import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { ROUTES } from "./route-table.ts";
import { SESSION_COOKIE } from "./session-cookie.ts";
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
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key: cpk_…" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: SESSION_COOKIE,
          description:
            "Somebody who is signed in, on the portal's host. Everything but GET sends X-CSRF-Token too.",
        },
      },
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
    security: securityOf(row),
    parameters: [...names, ...query],
    ...(row.body && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(row.body) } } },
    }),
    responses: { ...answers(row), ...problems([...guardProblems(method, row), ...row.problems]) },
  };
}

/** One of these is enough. */
function securityOf({ auth }: RouteRow): Json[] {
  if (auth === "key_or_session") return [{ apiKey: [] }, { session: [] }];
  return auth === "session" ? [{ session: [] }] : [];
}

/** What stands before a route of the portal's host may refuse; what a key meets is in the row. */
function guardProblems(method: string, { auth, stepUp, renewable }: RouteRow): ProblemCode[] {
  if (auth !== "key_or_session" && auth !== "session" && auth !== "visitor") return [];
  return [
    ...(auth === "session" ? (["unauthenticated"] as const) : []),
    ...(auth === "visitor" || renewable === true ? [] : (["session_renewal_due"] as const)),
    ...(method === "get" ? [] : (["wrong_origin", "not_json"] as const)),
    ...(method === "get" || auth === "visitor" ? [] : (["csrf_token_invalid"] as const)),
    ...(auth === "key_or_session" ? (["missing_role"] as const) : []),
    ...(stepUp === true ? (["step_up_required"] as const) : []),
  ];
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

import { describe, expect, it } from "vitest";
import { openApiDocument } from "./openapi.ts";
import { ROUTES } from "./route-table.ts";

interface Operation {
  operationId: string;
  security: unknown[];
  requestBody?: object;
  parameters: { name: string; in: string }[];
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

/** Of accounts, for whoever is not signed in: to sign in, and links of mails. */
const OPEN = new Set([
  "post /api/session",
  "post /api/session/second-factor",
  "post /api/account/email/confirm",
]);

/** Read back as a client reads it. */
const document: Document = JSON.parse(JSON.stringify(openApiDocument("https://api.callping.example")));
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

describe("the OpenAPI document", () => {
  it("is 3.1 and lists every public route, and no other", () => {
    expect(document.openapi).toBe("3.1.0");
    const expected = Object.keys(ROUTES)
      .filter((key) => / \/(api|v2)\//.test(key))
      .filter((key) => !key.endsWith("/*"))
      .map((key) => (key.split(" ")[1] ?? "").replaceAll(/:(\w+)/g, "{$1}"));
    expect(Object.keys(document.paths).toSorted()).toEqual([...new Set(expected)].toSorted());
  });

  it("gives every operation an id of its own", () => {
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  });

  it("declares every path parameter, and the key where one is needed", () => {
    for (const { path, method, operation } of operations) {
      const declared = operation.parameters
        .filter((parameter) => parameter.in === "path")
        .map((parameter) => parameter.name);
      expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      const schemes = operation.security.flatMap((one) => Object.keys(one as object));
      const own = /^\/api\/(?:session|account)(?:\/|$)/.test(path) && !OPEN.has(`${method} ${path}`);
      expect([path, schemes]).toEqual([
        path,
        path.startsWith("/api/v1/") ? ["apiKey", "session"] : own ? ["session"] : [],
      ]);
    }
  });

  it("describes an alert's timeline by kinds, and errors as problem documents", () => {
    const detail = document.paths["/api/v1/alerts/{id}"]?.get;
    expect(JSON.stringify(detail?.responses["200"])).toContain('"const":"call_placed"');
    expect(Object.keys(detail?.responses["404"]?.content ?? {})).toEqual(["application/problem+json"]);
    expect(document.paths["/api/v1/alerts"]?.get?.parameters.map((parameter) => parameter.name)).toEqual([
      "state",
      "endpoint",
      "limit",
      "cursor",
    ]);
  });

  it("has the schema of what is sent", () => {
    const { post, get } = document.paths["/api/v1/endpoints"] ?? {};
    expect(JSON.stringify(post?.requestBody)).toMatch(
      /"required":\["name","scenario_id"\].*"required":true|"required":true.*"required":\["name","scenario_id"\]/,
    );
    expect(get?.requestBody).toBeUndefined();
  });

  it("has the schema of every JSON answer", () => {
    const missing = operations.filter(
      ({ path, operation }) =>
        !/live|openapi/.test(path) &&
        !["200", "201", "202"].some((status) => operation.responses[status]?.content),
    );
    expect(missing.map(({ path }) => path)).toEqual([]);
  });
});

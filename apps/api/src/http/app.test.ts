import { ProblemSchema } from "@callping/contract/api/problem";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { faceOf } from "./faces.ts";
import { SECURITY_HEADERS } from "./headers.ts";
import { assertRouteTable, mount } from "./mount.ts";
import { ROUTES } from "./route-table.ts";
import type { RouteKey } from "./route-table.ts";
import { KEYS, openHarness } from "./testing/harness.ts";
import type { Harness } from "./testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());

const keys = Object.keys(ROUTES).filter((key): key is RouteKey => key in ROUTES);
const withKey = keys.filter((key) => ROUTES[key].auth === "key_or_session").map((key) => key.split(" "));

describe("the route table", () => {
  it("covers every route that is mounted", () => {
    expect(() => createApp()).not.toThrow();
    const app = createApp();
    app.get("/api/v1/secrets", (c) => c.text("open"));
    expect(() => assertRouteTable(app)).toThrow("GET /api/v1/secrets");
  });

  it("has no row without a route", () => {
    const app = createApp();
    app.routes.splice(
      app.routes.findIndex((route) => route.path === "/healthz"),
      1,
    );
    expect(() => assertRouteTable(app)).toThrow("GET /healthz");
  });

  it("is the only way to mount", () => {
    const app = createApp();
    mount(app, "GET /healthz", (c) => c.text("twice"));
    expect(() => assertRouteTable(app)).not.toThrow();
  });

  it.each(withKey)("lets nobody pass to %s %s without a valid key", async (method = "", path = "") => {
    const url = path.replace(":id", "alr_1");
    for (const authorization of [
      undefined,
      "Basic eDp5",
      "Bearer ",
      `Bearer ${KEYS.expired}`,
      `Bearer ${KEYS.revoked}`,
      `Bearer ${KEYS.own.slice(0, -1)}x`,
      "Bearer cpk_x",
    ]) {
      const answer = await harness.request(url, {
        method,
        headers: authorization === undefined ? {} : { authorization },
      });
      const challenge = answer.headers.get("www-authenticate");
      expect([authorization, answer.status, challenge]).toEqual([
        authorization,
        401,
        'Bearer realm="CallPing API"',
      ]);
      expect(v.parse(ProblemSchema, await answer.json()).code).toBe("unauthenticated");
    }
  });

  it.each(withKey.filter(([, path]) => !path?.includes("/calls")))(
    "asks the scope of %s %s",
    async (method = "", path = "") => {
      const answer = await harness.api(path.replace(":id", "alr_1"), KEYS.callsOnly, { method });
      expect(answer.status).toBe(403);
      expect(v.parse(ProblemSchema, await answer.json())).toMatchObject({
        code: "missing_scope",
        detail: expect.stringContaining(":"),
      });
    },
  );
});

describe("every answer", () => {
  it.each([
    ["/healthz", 200],
    ["/nowhere", 404],
    ["/api/v1/alerts", 401],
    ["/api/openapi.json", 200],
    ["/pbx/pbx-1", 426],
    ["/api/wh/nonsense", 404],
    ["/audio/x.wav", 403],
    ["https://evil.example/healthz", 404],
  ])("%s carries the security headers and a request id", async (url, status) => {
    const answer = await harness.request(url);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject(SECURITY_HEADERS);
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("to a bug of ours is a problem that tells nothing of it", async () => {
    const broken = { ...harness.env, DB: undefined } as unknown as typeof harness.env;
    const answer = await harness.app.request(
      `${harness.env.API_ORIGIN}/api/v1/calls`,
      { headers: { authorization: `Bearer ${KEYS.own}` } },
      broken,
    );
    expect([
      answer.status,
      answer.headers.get("content-type"),
      answer.headers.get("x-content-type-options"),
    ]).toEqual([500, "application/problem+json", "nosniff"]);
    const document = v.parse(ProblemSchema, await answer.json());
    expect(document.code).toBe("internal");
    expect(JSON.stringify(document)).not.toMatch(/undefined|prepare/);
    expect(document.request_id).toBe(answer.headers.get("x-request-id"));
  });
});

describe("hosts", () => {
  const production = {
    API_ORIGIN: "https://api.callping.example",
    AUDIO_ORIGIN: "https://audio.callping.example",
    DEPLOYMENT: "production",
  };
  it.each([
    ["api.callping.example", "api"],
    ["my.callping.example", "my"],
    ["audio.callping.example", "pbx"],
    ["callping.example", null],
    ["api.callping.example.evil.example", null],
    ["127.0.0.1", null],
  ])("%s shows %j", (host, face) => {
    expect(faceOf(host, production)).toBe(face);
  });

  it("are addresses of this machine, too, on one machine", () => {
    expect(faceOf("127.44.3.1", { ...production, DEPLOYMENT: "local" })).toBe("api");
  });

  it.each([
    ["https://my.callping.example/api/v1/endpoints", 401],
    ["https://my.callping.example/pbx/pbx-1", 404],
    ["https://audio.callping.example/api/v1/endpoints", 404],
    ["https://audio.callping.example/audio/x.wav", 403],
    ["https://callping.example/api/v1/endpoints", 404],
  ])("%s answers %i", async (url, status) => {
    expect((await harness.request(url)).status).toBe(status);
  });
});

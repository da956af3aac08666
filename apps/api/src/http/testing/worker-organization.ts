import type { EndpointCreated } from "@callping/contract/api/endpoints";
import { SCOPES } from "@callping/contract/api/scopes";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { organizationStatements } from "../../db/organizations.ts";
import { insertRows, runBatch } from "../../db/statement.ts";
import { digestCredential } from "../../services/credentials/digest.ts";
import { createApp } from "../app.ts";

const app = createApp();

/** An organization in D1 with a key that may do everything, reached through the app with real objects behind it. */
export async function openOrganization(number: number) {
  const key = `cpk_settings${String(number).padStart(4, "0")}_${"k".repeat(43)}`;
  const now = new Date().toISOString();
  const row = {
    id: `key_${key.slice(4, 16)}`,
    organization_id: `org_L${number}`,
    name: `key of ${number}`,
    digest: await digestCredential(env.CREDENTIAL_PEPPER, "api_key", key),
    scopes: JSON.stringify(SCOPES),
    created_at: now,
  };
  const lanes = [{ endpointUuid: `00000000-0000-8000-8000-000000000${number}`, phoneNumber: "+33199000901" }];
  await runBatch(env.DB, [
    ...organizationStatements([{ number, lanes }], now),
    ...insertRows("api_keys", Object.keys(row), [Object.values(row)]),
  ]);

  /** Any request to the API with the organization's key. */
  const request = (method: string, path: string, body?: unknown): Promise<Response> =>
    Promise.resolve(
      app.request(
        `${env.API_ORIGIN}/api/v1${path}`,
        {
          method,
          headers: { authorization: `Bearer ${key}` },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        },
        env,
      ),
    );
  /** One that must be answered well. */
  const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await request(method, path, body);
    expect([path, answer.status < 300]).toEqual([path, true]);
    return answer.json();
  };
  /** An endpoint; paused unless said otherwise, so that nobody is rung. */
  const make = (more: object = {}) =>
    ask<EndpointCreated>("POST", "/endpoints", {
      name: "Endpoint",
      scenario_id: `scn_L${number}-0`,
      paused: true,
      ...more,
    });
  return { request, ask, make };
}

/** A request as a tool sends it, to any URL of this installation. */
export async function send(
  url: string,
  body: object | undefined,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const init = {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  const answer = await app.request(new URL(url, env.API_ORIGIN).href, init, env);
  return { status: answer.status, body: await answer.json() };
}

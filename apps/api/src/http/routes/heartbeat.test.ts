import { ProblemSchema } from "@callping/contract/api/problem";
import { PingTakenSchema } from "@callping/contract/api/webhook";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(() => {
  harness.desks.pinged = [];
  harness.desks.failures = 0;
});

const send = (path = "", init: RequestInit = {}, endpoint = harness.endpoint) =>
  harness.request(`/api/hb/${endpoint}${path}`, init);
const codeOf = async (answer: Response) => v.parse(ProblemSchema, await answer.json()).code;

describe("a ping", () => {
  it.each([
    ["", "success"],
    ["/success", "success"],
    ["/start", "start"],
    ["/fail", "fail"],
    ["/0", "success"],
    ["/1", "fail"],
    ["/255", "fail"],
  ])("at the path %j means %s, with any method", async (path, signal) => {
    for (const method of ["GET", "POST", "PUT"]) {
      const answer = await send(path, { method });
      expect(answer.status).toBe(200);
      v.parse(PingTakenSchema, await answer.json());
      expect(harness.desks.pinged.at(-1)?.input).toMatchObject({ signal, method });
    }
    expect((await send(path, { method: "HEAD" })).status).toBe(200);
    expect(harness.desks.pinged).toHaveLength(4);
  });

  it("goes to the Desk of its own organization, without its credentials", async () => {
    await send("/fail", { method: "POST", body: "no space left", headers: { "x-alert-key": "s3cret" } });
    await send("", {}, harness.foreign);
    const [own, other] = harness.desks.pinged;
    expect(own).toMatchObject({ desk: "desk:1:0", input: { body: "no space left", alert_key: "s3cret" } });
    expect(JSON.stringify(own?.input.headers)).not.toContain("s3cret");
    expect(other).toMatchObject({ desk: "desk:2:0", input: { endpoint_uuid: harness.foreign } });
  });

  it.each(["/done", "/256", "/-1", "/00000"])("with the signal %s is refused and not taken", async (path) => {
    const answer = await send(path);
    expect([answer.status, await codeOf(answer)]).toEqual([404, "unknown_signal"]);
    expect(harness.desks.pinged).toEqual([]);
  });

  it("is not made by a chat that shows a preview of the link", async () => {
    const answer = await send("", { headers: { "user-agent": "Slackbot-LinkExpanding 1.0" } });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toHaveProperty("explanation");
    expect(harness.desks.pinged).toEqual([]);
  });

  it("is asked for again when it cannot be stored, and tried twice before", async () => {
    harness.desks.failures = 1;
    expect((await send()).status).toBe(200);
    harness.desks.failures = 2;
    const answer = await send();
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await codeOf(answer)).toBe("desk_unreachable");
  });

  it.each([
    ["unknown_endpoint", 404, "unknown_endpoint"],
    ["not_a_heartbeat", 409, "not_a_heartbeat"],
    ["wrong_alert_key", 401, "wrong_ping_key"],
  ] as const)("that the Desk refuses as %s is answered %i", async (reason, status, code) => {
    const before = harness.desks.ping;
    harness.desks.ping = () => ({ ok: false, reason });
    const answer = await send();
    harness.desks.ping = before;
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
  });

  it("at an address that is no endpoint's is 404, and a body too large 413", async () => {
    expect((await harness.request("/api/hb/018f0000-0000-8000-8000-000000000001")).status).toBe(404);
    const large = { method: "POST", body: "x".repeat(256 * 1024 + 1) };
    expect((await send("/fail", large)).status).toBe(413);
    expect(harness.desks.pinged).toEqual([]);
  });
});

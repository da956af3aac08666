import { describe, expect, it } from "vitest";
import type { ReadEvent } from "../event.ts";
import { readWebhook } from "../read-webhook.ts";

function read(body: unknown): ReadEvent[] {
  const request = { method: "POST", search: "", headers: {}, contentType: null, endpointName: "E" };
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const reading = readWebhook({ ...request, body: bytes }, { adapters: [] });
  return reading.kind === "events" ? reading.events : [];
}

const keyOf = (body: unknown): string | null => read(body)[0]?.dedupKey ?? null;

describe("two problems are never one alert", () => {
  it("the second workspace whose run failed rang nobody: both failed by `run:errored`", () => {
    const run = (workspace: string): object => ({
      workspace_name: workspace,
      notifications: [{ message: "Run Errored", trigger: "run:errored", run_status: "errored" }],
    });
    expect(keyOf(run("prod"))).toBeNull();
    expect(keyOf(run("test"))).toBeNull();
  });

  it("the second endpoint that was down rang nobody: one alert's name was the key of both", () => {
    const check = (endpoint: string): object => ({
      endpoint,
      alert: "health check failed",
      status: "TRIGGERED",
    });
    expect(keyOf(check("orders"))).not.toBe(keyOf(check("login")));
    expect(keyOf(check("orders"))).toBe(keyOf({ ...check("orders"), status: "RESOLVED" }));
  });
});

describe("alerts of one body that say the same are decided once", () => {
  const alert = (fields: object): object => ({
    labels: { alertname: "Disk", severity: "page" },
    annotations: { summary: "Disk is full" },
    ...fields,
  });

  it("each with its own fields named", () => {
    const alerts = ["firing", "resolved", "firing", "resolved"].map((status) => alert({ status }));
    expect(
      read({ alerts }).map(({ state, stateSource, severitySource }) => [state, stateSource, severitySource]),
    ).toEqual(
      ["firing", "resolved", "firing", "resolved"].map((state, at) => [
        state,
        `alerts[${at}].status`,
        `alerts[${at}].labels.severity`,
      ]),
    );
  });

  it("but not where the text decides, a value is long, or a word stands beside a number", () => {
    const alerts = [
      { result: "success", message: "Backup is done" },
      { result: "success", message: "Backup failed" },
      { status: `ok${" ".repeat(80)}`, message: "a" },
      { status: `no${" ".repeat(80)}`, message: "b" },
      { severity: 4, severity_desc: "Critical", status: "open" },
      { severity: 4, severity_desc: "Info", status: "open" },
    ];
    expect(read({ alerts }).map(({ state, severity }) => `${state} ${severity}`)).toEqual([
      "resolved null",
      "firing null",
      "firing null",
      "firing null",
      "firing critical",
      "firing info",
    ]);
  });

  it("and no value passes for the name of another field", () => {
    const alerts = [
      { priority: "x\0\0status=resolved", message: "a" },
      { priority: "x", status: "resolved", message: "a" },
      { priority: "x\0\0status=resolved", message: "a" },
    ];
    expect(read({ alerts }).map(({ state }) => state)).toEqual(["firing", "resolved", "firing"]);
  });
});

describe("states that are no words", () => {
  it.each([
    [{ is_ok: 0 }, "firing"],
    [{ is_ok: 1 }, "resolved"],
    [{ is_ok: 1, message: "Shop is down" }, "firing"],
    [{ is_down: 1 }, "firing"],
    [{ down: 0, total: 4 }, "firing"],
    [{ eventType: "POLICY_CLOSE_WARNING" }, "resolved"],
    [{ eventType: "POLICY_OPEN_WARNING" }, "firing"],
    [{ eventType: "POLICY_NOT_CLOSED_WARNING" }, "firing"],
    [{ eventType: "POLICY_UNRESOLVED_CRITICAL" }, "firing"],
    [{ eventType: "POLICY_CLOSE_CRITICAL", incident: { status: "open" } }, "resolved"],
    [{ eventType: "POLICY_CLOSE_CRITICAL", status: "open" }, "firing"],
  ])("%j is %s", (body, state) => {
    expect(read(body)[0]?.state).toBe(state);
  });
});

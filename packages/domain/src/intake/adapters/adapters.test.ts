import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ReadEvent } from "../event.ts";
import { readWebhook } from "../read-webhook.ts";
import { ADAPTERS } from "./index.ts";

/** An invented body of a tool and what is expected of it. */
interface Fixture {
  headers?: Record<string, string>;
  contentType?: string;
  body: unknown;
  expect: Partial<ReadEvent>;
  /** Fields that change when the problem is over: the same key, but `resolved`. */
  resolved?: Record<string, unknown>;
  /** Fields that make it no alert. */
  notice?: Record<string, unknown>;
}

const FOLDER = fileURLToPath(new URL("./fixtures/", import.meta.url).href);
const fixtures = readdirSync(FOLDER).map((file): [string, Fixture] => [
  file.replace(".json", ""),
  JSON.parse(readFileSync(`${FOLDER}${file}`, "utf8")) as Fixture,
]);

function read(fixture: Fixture, change: Record<string, unknown> = {}): ReadEvent | undefined {
  const { body, headers = {}, contentType = "application/json" } = fixture;
  const text = typeof body === "string" ? body : JSON.stringify(changed(body, change));
  const request = { method: "POST", search: "", headers, contentType, endpointName: "E" };
  const reading = readWebhook({ ...request, body: new TextEncoder().encode(text) });
  return reading.kind === "events" ? reading.events[0] : undefined;
}

/** A copy with some fields set, each by its path. */
function changed(body: unknown, change: Record<string, unknown>): unknown {
  const copy: unknown = structuredClone(body);
  for (const [path, value] of Object.entries(change)) {
    const keys = path.split(/\.|\[|\]\.?/).filter((key) => key !== "");
    const last = keys.pop() ?? "";
    const parent = keys.reduce((at, key) => Reflect.get(at, key), Object(copy));
    Reflect.set(parent, last, value);
  }
  return copy;
}

describe("every adapter", () => {
  it("has one fixture of its name, and the other way round", () => {
    expect(fixtures.map(([tool]) => tool).sort()).toEqual(ADAPTERS.map(({ tool }) => tool).sort());
  });

  it.each(fixtures)("%s reads its tool's body", (tool, fixture) => {
    expect(read(fixture)).toMatchObject({ tool, ...fixture.expect });
  });

  it.each(fixtures.filter(([, fixture]) => fixture.resolved !== undefined))(
    "%s recognises the end of the same problem",
    (tool, fixture) => {
      const key = fixture.expect.dedupKey;
      expect(read(fixture, fixture.resolved)).toMatchObject({ tool, state: "resolved", dedupKey: key });
    },
  );

  it.each(fixtures.filter(([, fixture]) => fixture.notice !== undefined))(
    "%s recognises what is no alert",
    (tool, fixture) => {
      expect(read(fixture, fixture.notice)).toMatchObject({ tool, state: "notice" });
    },
  );

  it.each(ADAPTERS.map((adapter) => [adapter.tool, adapter] as const))(
    "%s only calls over or no alert what its table lists",
    (_tool, { tool, state = [] }) => {
      const anyOther = state.filter(({ is }) => is?.resolved?.split("|").includes("*") === true);
      expect(anyOther).toEqual([]);
      const fixture = fixtures.find(([name]) => name === tool)?.[1];
      const change = Object.fromEntries(
        state.filter(({ from }) => !from.startsWith("header:")).map(({ from }) => [from, "firing"]),
      );
      const isObject = typeof fixture?.body === "object" && !Array.isArray(fixture.body);
      const isPossible = isObject && Object.keys(change).every((path) => hasParent(fixture.body, path));
      if (fixture !== undefined && isPossible) expect(read(fixture, change)?.state).toBe("firing");
    },
  );
});

it("a protocol that many tools speak leaves the sender its own name", () => {
  const body = {
    routing_key: "k",
    event_action: "trigger",
    payload: { summary: "Disk is full", source: "db" },
  };
  const toolOf = (headers: Record<string, string>) => {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const request = { method: "POST", search: "", contentType: "application/json", endpointName: "E" };
    const reading = readWebhook({ ...request, headers, body: bytes });
    return reading.kind === "events" ? reading.events[0]?.tool : null;
  };
  expect(toolOf({ "user-agent": "Alertmanager/0.27.0" })).toBe("prometheus-alertmanager");
  expect(toolOf({})).toBe("pagerduty-events");
});

function hasParent(body: unknown, path: string): boolean {
  const keys = path.split(/\.|\[|\]\.?/).filter((key) => key !== "");
  let at: unknown = body;
  for (const key of keys.slice(0, -1))
    at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
  return typeof at === "object" && at !== null;
}

import { describe, expect, it } from "vitest";
import type { ReadEvent } from "../event.ts";
import { readWebhook } from "../read-webhook.ts";
import unseen from "./unseen.json" with { type: "json" };

/** Bodies in the manner of tools that have no adapter, with invented values: the general rules alone read them. */
interface Sample {
  name: string;
  body: unknown;
  expect: Partial<ReadEvent>;
}

const groups = Object.entries(unseen as Record<string, Sample[]>);

function read(body: unknown): ReadEvent[] {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = { method: "POST", search: "", headers: {}, contentType: null, endpointName: "E" };
  const reading = readWebhook({ ...request, body: new TextEncoder().encode(text) }, { adapters: [] });
  return reading.kind === "events" ? reading.events : [];
}

describe.each(groups)("the general rules read unseen tools: %s", (_group, samples) => {
  it.each(samples)("$name", ({ body, expect: expected }) => {
    expect(read(body)[0]).toMatchObject(expected);
  });
});

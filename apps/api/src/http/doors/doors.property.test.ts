import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sent } from "../webhook/sent.ts";
import { chatText } from "./chat-text.ts";
import { oneEvent } from "./one-event.ts";
import { readPagerDutyEvent } from "./pagerduty-event.ts";
import { readPushedAlerts } from "./pushed-alerts.ts";

const NOW = Date.UTC(2026, 0, 31, 9);
const sentOf = (value: unknown): Sent => ({
  body: new TextEncoder().encode(JSON.stringify(value)),
  contentType: "application/json",
  headers: {},
  search: "",
});
/** Bodies full of what misleads: states, severities and times where tools put them. */
const misleading = fc.dictionary(
  fc.constantFrom("status", "state", "severity", "event_type", "resolved", "message", "title", "endsAt"),
  fc.oneof(
    fc.constantFrom("resolved", "ok", "closed", "notice", "2020-01-01T00:00:00Z", ""),
    fc.boolean(),
    fc.jsonValue(),
  ),
);

describe("doors, whatever comes", () => {
  it("a PagerDuty trigger fires, and keeps its key", () => {
    fc.assert(
      fc.property(misleading, fc.jsonValue(), (payload, custom_details) => {
        const sent = sentOf({
          routing_key: "r",
          event_action: "trigger",
          dedup_key: "k",
          payload: { ...payload, custom_details },
        });
        const read = readPagerDutyEvent(sent.body, undefined);
        expect(read).toMatchObject({ ok: true, event: { action: "trigger", dedupKey: "k" } });
        const { event } = oneEvent(sent, "pagerduty", { state: "firing", dedupKey: "k" });
        expect(event).toMatchObject({ state: "firing", dedupKey: "k" });
      }),
      { numRuns: 300 },
    );
  });

  it("a body that is no event of PagerDuty is refused with a reason", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), misleading), (body) => {
        const read = readPagerDutyEvent(sentOf(body).body, undefined);
        expect(read.ok ? [] : read.errors).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  it("a pushed alert without an end in the past fires, and nothing is lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(misleading, { maxLength: 5 }), async (alerts) => {
        const open = alerts.map(({ endsAt: _, ...alert }) => alert);
        const read = await readPushedAlerts(open, sentOf(open), NOW);
        expect(read.map(({ state }) => state)).toEqual(open.map(() => "firing"));
        const closed = open.map((alert) => ({ ...alert, endsAt: new Date(NOW).toISOString() }));
        const over = await readPushedAlerts(closed, sentOf(closed), NOW);
        expect(over.map(({ state }) => state)).toEqual(open.map(() => "resolved"));
      }),
      { numRuns: 100 },
    );
  });

  it("the words of a chat message are words of it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue({ maxDepth: 8 }), misleading), (message) => {
        const text = chatText(message);
        if (text !== null) expect(JSON.stringify(message)).toContain(JSON.stringify(text));
      }),
      { numRuns: 300 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWebhook } from "../read-webhook.ts";

/** Few names and few words, so that alerts of a list often have the same ones. */
const anyValue = fc.constantFrom(
  "firing",
  "resolved",
  "ok",
  "success",
  "started",
  "critical",
  "P2",
  "deploy",
  "Disk failed",
  "2026-11-22T08:00:00Z",
  "",
  0,
  1,
  true,
  false,
  null,
);
const anyFields = fc.dictionary(
  fc.constantFrom(
    "status",
    "severity",
    "type",
    "event",
    "message",
    "is_ok",
    "resolvedAt",
    "name",
    "value",
    "?",
  ),
  anyValue,
  { maxKeys: 3 },
);
const anyAlert = fc
  .tuple(
    anyFields,
    fc.dictionary(fc.constantFrom("labels", "state", "check", "event", "odd", "host"), anyFields, {
      maxKeys: 2,
    }),
  )
  .map(([fields, objects]): object => ({ id: 1, ...fields, ...objects }));

function readAll(body: object): string[] {
  const request = { method: "POST", search: "", headers: {}, contentType: null, endpointName: "E" };
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const reading = readWebhook({ ...request, body: bytes }, { adapters: [] });
  return reading.kind === "events" ? reading.events.map(({ state, severity }) => `${state} ${severity}`) : [];
}

describe("alerts of one body", () => {
  it("are decided as they are among alerts of other kinds and in any order", () => {
    fc.assert(
      fc.property(fc.array(anyAlert, { minLength: 2, maxLength: 12 }), anyFields, (alerts, shared) => {
        const together = readAll({ ...shared, alerts });
        const backwards = readAll({ ...shared, alerts: alerts.toReversed() }).toReversed();
        expect(together).toEqual(backwards);
        for (const [index, alert] of alerts.entries())
          expect(readAll({ ...shared, alerts: [alert, { id: 2 }] })[0]).toBe(together[index]);
      }),
      { numRuns: 1000 },
    );
  }, 60_000);
});

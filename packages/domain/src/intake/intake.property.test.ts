import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWebhook } from "./read-webhook.ts";

const NAMES =
  "status state severity level priority title message text labels tags alerts data event incident attachments id url payload resolved".split(
    " ",
  );
const WORDS = [
  "resolved",
  "ok",
  "firing",
  "P1",
  "{{ x }}",
  "${HOST}",
  "$TITLE_X",
  "token=abcdef",
  "🔥 fire",
  "<b>x</b>",
  '{"a":1}',
  "__proto__",
];

const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "medium" },
    fc.constantFrom(...WORDS),
    fc.string({ unit: "binary" }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.dictionary(fc.oneof(fc.constantFrom(...NAMES, "__proto__"), fc.string()), tie("value"), {
    maxKeys: 8,
  }),
})).value;

const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
  anyJson.map((value) => new TextEncoder().encode(JSON.stringify(value))),
);

const anyRequest = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "odd"),
  search: fc.oneof(fc.constant(""), fc.string(), fc.webQueryParameters()),
  contentType: fc.oneof(
    fc.constantFrom(
      null,
      "application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=b",
      "text/xml; charset=utf-16",
    ),
    fc.string(),
  ),
  headers: fc.dictionary(fc.constantFrom("Title", "Priority", "User-Agent", "x"), fc.string(), {
    maxKeys: 3,
  }),
  endpointName: fc.string(),
  body: anyBody,
});

describe("any request at all", () => {
  it("is read without an exception, and nothing unspeakable becomes a title", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const reading = readWebhook(request);
        if (reading.kind === "explain") return reading.reason.length > 0;
        expect(reading.events.length).toBeGreaterThan(0);
        for (const event of reading.events.filter(({ titleSource }) => titleSource !== null)) {
          expect(event.title?.length ?? 0).toBeLessThanOrEqual(240);
          expect(event.title ?? "").not.toMatch(/\{\{[^{}]*\}\}|\$\{[^{}]*\}|token=\w|🔥|[\p{Cc}]/u);
          expect(event.message?.length ?? 0).toBeLessThanOrEqual(2000);
          JSON.stringify(event.payload);
        }
        return true;
      }),
      { numRuns: 2000 },
    );
  }, 30_000);

  it("cannot turn firing into resolved by what else is in the body", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...NAMES.filter((name) => name !== "status" && name !== "alerts")),
          fc.constantFrom("resolved", "ok", "clear", "success", true),
        ),
        (rest) => {
          const body = new TextEncoder().encode(JSON.stringify({ ...rest, status: "firing" }));
          const reading = readWebhook({
            method: "POST",
            search: "",
            contentType: null,
            headers: {},
            endpointName: "E",
            body,
          });
          expect(reading).toMatchObject({ kind: "events", events: [{ state: "firing" }] });
        },
      ),
    );
  });
});

const KIB_256 = 256 * 1024;
const fill = (unit: string): string => unit.repeat(Math.floor(KIB_256 / unit.length));

describe("hostile bodies of 256 KiB", () => {
  it.each([
    ["nested lists", fill("[")],
    ["closed nested lists", "[".repeat(KIB_256 / 2) + "]".repeat(KIB_256 / 2)],
    ["nested objects", '{"data":'.repeat(20_000) + "1" + "}".repeat(20_000)],
    ["empty objects", `[${fill("{},")}{}]`],
    ["many keys", `{${Array.from({ length: 20_000 }, (_, n) => `"k${n}":1`).join(",")}}`],
    ["one long string", `{"title":"${fill("a ")}"}`],
    ["stars", `{"title":"${fill("*a")}"}`],
    ["brackets", `{"title":"${fill("[")}"}`],
    ["open tags", `{"title":"${fill("<a ")}"}`],
    ["braces", `{"title":"${fill("{{")}"}`],
    ["links", `{"title":"${fill("https://")}"}`],
    ["long digits", fill("1234567890123456789")],
    ["XML", fill("<a>b</a>")],
    ["open XML", fill("<a")],
    ["ampersands", fill("a=b&")],
    ["unterminated string with long digits", `{"a":"${fill("1234567890123456 ")}`],
  ])(
    "%s are read in time",
    (_name, body) => {
      const startedAt = performance.now();
      const reading = readWebhook({
        method: "POST",
        search: "",
        contentType: null,
        headers: {},
        endpointName: "E",
        body: new TextEncoder().encode(body),
      });
      expect(reading.kind).toBe("events");
      // A bound for a busy machine; quadratic work on 256 KiB takes minutes.
      expect(performance.now() - startedAt).toBeLessThan(2000);
    },
    30_000,
  );
});

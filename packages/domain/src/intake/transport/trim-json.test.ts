import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepName, newWork, VALUES_AT, type Work } from "../work.ts";
import { trimJson } from "./trim-json.ts";

const DEEP = 3;

/** Work that has room for a few values and names only. */
function nearlyDone(room: number): Work {
  const work = newWork();
  for (let hash = 1; hash <= 999; hash += 1) keepName(work, DEEP, -hash);
  return { ...work, values: VALUES_AT.map((limit) => limit - room) };
}

const parsed = (text: string, work: Work | null): unknown => JSON.parse(trimJson(text, work)?.text ?? "null");
const anyDocument = fc.oneof(
  fc.dictionary(fc.string(), fc.jsonValue({ depthSize: "small" })),
  fc.array(fc.jsonValue({ depthSize: "small" })),
);

describe("trimming a JSON text", () => {
  it("leaves what has room as it is, however it is spaced", () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom(0, 1, "\t"), (value, space) => {
        const text = ` ${JSON.stringify(value, null, space)}\n`;
        fc.pre(!text.includes("__proto__") && !/\d{16}/.test(text));
        expect(trimJson(text, newWork())?.text).toBe(text);
      }),
      { numRuns: 500 },
    );
  }, 30_000);

  it("gives valid JSON wherever it cuts", () => {
    fc.assert(
      fc.property(anyDocument, fc.nat({ max: 6 }), fc.constantFrom(0, 2), (value, room, space) => {
        const kept = parsed(JSON.stringify(value, null, space), nearlyDone(room));
        expect(Array.isArray(kept)).toBe(Array.isArray(value));
      }),
      { numRuns: 500 },
    );
  }, 30_000);

  it("keeps members by their known names when there is no room for others", () => {
    const text =
      '{"x":1,"a":{"b":[1]},"Alert-State":"firing","y":[[]],"labels":{"zone":1,"severity":"page"}}';
    expect(parsed(text, nearlyDone(0))).toEqual({ "Alert-State": "firing", labels: { severity: "page" } });
  });

  it("says how long lists of alerts were", () => {
    const items = Array.from({ length: 250 }, () => ({ a: 1 }));
    expect(trimJson(JSON.stringify(items), newWork())?.sizes).toEqual(new Map([["", 250]]));
    expect(trimJson(JSON.stringify({ alerts: items }), newWork())?.sizes).toEqual(new Map([["alerts", 250]]));
    expect(parsed(JSON.stringify(items), null)).toHaveLength(250);
  });

  it.each([
    ["a member that reaches prototypes", '{"a":1,"__proto__":{"x":1}}', { a: 1 }],
    ["one that is first", '{"__proto__":1,"a":1}', { a: 1 }],
    ["one that is alone", '{"\\u005f_proto_\\u005F":{}}', {}],
    [
      "what lies below 32 levels",
      `${"[".repeat(33)}1${"]".repeat(33)}`,
      JSON.parse(`${"[".repeat(32)}null${"]".repeat(32)}`),
    ],
    [
      "the rounding of integers",
      '{"a":12345678901234567,"b":[-12345678901234567]}',
      { a: "12345678901234567", b: ["-12345678901234567"] },
    ],
    ["nothing of escaped quotes", '{"a\\"":"\\\\\\"}{","b":"\\\\"}', { 'a"': '\\"}{', b: "\\" }],
  ])("takes out %s", (_name, text, value) => {
    expect(parsed(text, newWork())).toEqual(value);
  });

  it.each(["", "1", '"a"', "{", "[1,", '{"a"}', '{"a":1}}', "[}", '{"a', "[[[", "{a:1}", "[1 2]"])(
    "has nothing for %j",
    (text) => {
      const trimmed = trimJson(text, newWork());
      expect(() => (trimmed === null ? JSON.parse("") : JSON.parse(trimmed.text))).toThrow(SyntaxError);
    },
  );
});

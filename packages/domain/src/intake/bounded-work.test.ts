import { describe, expect, it } from "vitest";
import { ADAPTERS } from "./adapters/index.ts";
import type { ReadEvent } from "./event.ts";
import { shortHash } from "./reader/short-hash.ts";
import { readWebhook } from "./read-webhook.ts";
import { MAX_KNOWN, newWork, VALUES_AT, type Work } from "./work.ts";

const KIB_256 = 256 * 1024;
const fill = (unit: string): string => unit.repeat(Math.floor(KIB_256 / unit.length));
const keys = (count: number): string =>
  Array.from({ length: count }, (_, index) => `"key${index}":1`).join(",");
const MAX_VALUES = VALUES_AT.reduce((sum, limit) => sum + limit, 0);

function read(
  text: string,
  contentType: string | null = null,
): { events: ReadEvent[]; notes: string[]; work: Work } {
  const work = newWork();
  const request = { method: "POST", search: "", contentType, headers: {}, endpointName: "E" };
  const reading = readWebhook({ ...request, body: new TextEncoder().encode(text) }, { work });
  return reading.kind === "events" ? { ...reading, work } : { events: [], notes: [], work };
}

const repeatedText = (text: string): string =>
  JSON.stringify(
    Object.fromEntries(
      "title summary message text description subject body content"
        .split(" ")
        .map((name) => [name, text.repeat(500)]),
    ),
  );
const inGroup = (alert: (index: number) => object): string =>
  JSON.stringify({ alerts: Array.from({ length: 200 }, (_, index) => alert(index)) });

describe("no body makes the reader do more than its share", () => {
  it.each<[string, string, string?]>([
    ["20,000 keys", `{${keys(20_000)}}`],
    [
      "2,000 objects of 10 keys each",
      `[${Array.from({ length: 2000 }, (_, at) => `{${keys(10).replaceAll("key", `k${at}e`)}}`).join(",")}]`,
    ],
    ["one key 13,000 times", `{${fill('"status":"resolved",')}"status":"firing"}`],
    [
      "keys in a thousand spellings of a known name",
      `{${Array.from({ length: 9000 }, (_, at) => `"${"_".repeat(at % 40)}status${"-".repeat(at % 97)}":"ok"`).join(",")}}`,
    ],
    ["10,000 tiny alerts", `{"alerts":[${fill('{"a":1},').slice(0, 80_000)}{"a":1}]}`],
    ["a quarter of a million brackets", fill("[")],
    ["closed brackets", "[".repeat(KIB_256 / 2) + "]".repeat(KIB_256 / 2)],
    ["lists of 32 levels", `[${fill(`${"[".repeat(31)}${"]".repeat(31)},`)}0]`],
    ["empty objects", `[${fill("{},")}{}]`],
    ["long numbers", `[${fill("1234567890123456789,")}1]`],
    ["a hundred thousand &", fill("a=&&"), "application/x-www-form-urlencoded"],
    ["pairs of a known name", fill("name=value&"), "application/x-www-form-urlencoded"],
    ["a hundred thousand parts", fill("--b\n"), "multipart/form-data; boundary=b"],
    [
      "documents in a hundred strings",
      JSON.stringify(
        Array.from({ length: 19 }, (_, at) => ({ a: `{${keys(900).replaceAll("key", `k${at}e`)}}` })),
      ),
    ],
    ["texts that are nothing but macros", repeatedText("{{ a }} ${HOST} $HOST_X @@A@@ ")],
    ["texts of commas", repeatedText(",,, ,")],
    [
      "a group whose texts are full of markup",
      inGroup((at) => ({
        title: `${at} ${"<b>*a*</b> {{x}} [d](https://e.example) ".repeat(12)}`,
        message: `${at} ${"alert has been :x: token=1 ".repeat(25)}`,
      })),
    ],
    [
      "a group that shares a thousand fields",
      `{${keys(1000)},"alerts":[${Array.from({ length: 200 }, (_, at) => `{"id":${at}}`).join(",")}]}`,
    ],
    [
      "base64 that is no document",
      JSON.stringify({ a: `eyJ${fill("A")}`.slice(0, 90_000), b: `eyJ${fill("B")}`.slice(0, 90_000) }),
    ],
  ])("%s", (_name, text, contentType) => {
    const { events, work } = read(text, contentType);
    expect(events.length).toBeGreaterThan(0);
    expect(work.values.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(MAX_VALUES);
    expect(work.known).toBeLessThanOrEqual(MAX_KNOWN);
    expect(work.names.size).toBeLessThanOrEqual(1300);
    expect(work.fields).toBeLessThanOrEqual(12_000);
    expect(work.cleaned).toBeLessThanOrEqual(900_000);
    const payload = events.map((event) => JSON.stringify(event.payload)?.length ?? 0);
    expect(payload.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(4 * KIB_256);
  });
});

describe("what is cut never makes an alert silent", () => {
  it.each([[ADAPTERS], [[]]])("a status behind 20,000 keys rings", (adapters) => {
    const body = new TextEncoder().encode(
      `{"result":"success",${keys(20_000)},"status":"firing","severity":"page","title":"Disk"}`,
    );
    const request = { method: "POST", search: "", contentType: null, headers: {}, endpointName: "E", body };
    expect(readWebhook(request, { adapters })).toMatchObject({
      events: [{ state: "firing", stateSource: "status", severity: "critical", title: "Disk" }],
      notes: [expect.stringMatching(/more fields/)],
    });
  });

  it("a firing status behind thousands of resolved ones rings, and so does one that nobody could look at", () => {
    const resolved = fill('"status":"resolved",');
    expect(read(`{${resolved}"status":"firing"}`).events).toMatchObject([{ state: "firing" }]);
    expect(read(`{${keys(9000)},${resolved.slice(0, 120_000)}"x":1}`).events).toMatchObject([
      { state: "firing" },
    ]);
  });

  it("a resolved status behind 20,000 keys still ends its alert", () => {
    expect(read(`{${keys(20_000)},"status":"resolved"}`).events).toMatchObject([{ state: "resolved" }]);
  });

  it("a firing alert inside what is read by name alone rings", () => {
    const body = `{"status":"ok","crumbs":[${'{"a":{"b":1}},'.repeat(15_000)}{}],"incident":{"odd":1,"status":"open"}}`;
    expect(read(body).events).toMatchObject([{ state: "firing", stateSource: "incident.status" }]);
  });

  it("10,000 alerts ring as 200 and one that counts the rest", () => {
    const { events, notes } = read(
      `{"alerts":[${Array.from({ length: 10_000 }, (_, at) => `{"id":${at}}`).join(",")}]}`,
    );
    expect(events).toHaveLength(201);
    expect(events.at(-1)).toMatchObject({ state: "firing", title: "9800 more alerts in one request" });
    expect(notes.join(" ")).toContain("holds 10000 alerts");
  });

  it.each(["firing", "resolved"])("a group of 600 that is %s says so of all of them", (state) => {
    const alerts = Array.from({ length: 600 }, (_, at) => ({
      status: state,
      labels: { alertname: `A${at}` },
    }));
    const { events } = read(JSON.stringify({ status: state, groupKey: '{}:{team="db"}', alerts }));
    expect(events).toHaveLength(201);
    expect(events.at(-1)).toMatchObject({ state, dedupKey: "more:" + shortHash('{}:{team="db"}') });
  });

  it("alerts that were only counted ring when one that was read does, whatever the body says of all", () => {
    const alerts = Array.from({ length: 300 }, (_, at) => ({
      status: at === 7 ? "firing" : "resolved",
      id: at,
    }));
    const { events } = read(JSON.stringify({ status: "resolved", groupKey: "g", alerts }));
    expect(events.at(-1)).toMatchObject({ state: "firing", title: "100 more alerts in one request" });
  });

  it("200 large alerts have an event each, with state, severity and key", () => {
    const odd = Object.fromEntries(Array.from({ length: 70 }, (_, at) => [`field${at}`, at]));
    const { events } = read(
      inGroup((at) => ({
        ...odd,
        status: at % 2 ? "resolved" : "firing",
        severity: "P2",
        fingerprint: `f${at}`,
      })),
    );
    expect(events.map(({ state, severity, dedupKey }) => `${state} ${severity} ${dedupKey}`)).toEqual(
      Array.from({ length: 200 }, (_, at) => `${at % 2 ? "resolved" : "firing"} major f${at}`),
    );
  });

  it("a group whose last alerts have none but unknown fields loses none of them", () => {
    const fields = (at: number): object =>
      Object.fromEntries([...Array(20).keys()].map((n) => [`f${at}x${n}`, n]));
    expect(read(inGroup(fields)).events).toHaveLength(200);
  });

  it("trouble at the end of a long message of a group is not overlooked", () => {
    const { events } = read(
      inGroup((at) => ({
        title: `Backup ${at}`,
        result: "success",
        message: `${"all is well ".repeat(60)} ${at} failed`,
      })),
    );
    expect(new Set(events.map(({ state }) => state))).toEqual(new Set(["firing"]));
  });

  it("rules still see a field at the top behind a long log", () => {
    const log = Array.from({ length: 9000 }, (_, line) => ({ line }));
    const { events } = read(JSON.stringify({ title: "Disk", log, tenant: "blue", owner: { team: "db" } }));
    expect(events[0]?.payload).toMatchObject({ tenant: "blue", owner: { team: "db" } });
  });
});

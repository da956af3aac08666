import { describe, expect, it } from "vitest";
import type { IncomingEvent } from "./event.ts";
import type { WebhookRequest } from "./read-webhook.ts";
import { readWebhook } from "./read-webhook.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(
  body: string | Uint8Array,
  more: Partial<Omit<WebhookRequest, "body">> = {},
): ReturnType<typeof readWebhook> {
  return readWebhook({
    method: "POST",
    search: "",
    contentType: "application/json",
    headers: {},
    endpointName: "Production",
    body: typeof body === "string" ? encode(body) : body,
    ...more,
  });
}

function events(...args: Parameters<typeof read>): IncomingEvent[] {
  const reading = read(...args);
  return reading.kind === "events" ? reading.events : [];
}

const FORM = "application/x-www-form-urlencoded";
const DOWN = { state: "firing", severity: "critical", title: "Database is down" };
const JSON_DOWN = '{"title":"Database is down","severity":"critical"}';

describe("transport", () => {
  it.each<[string, string, Partial<WebhookRequest>]>([
    ["JSON", JSON_DOWN, {}],
    ["JSON with a byte order mark", `\uFEFF${JSON_DOWN}`, {}],
    ["JSON sent as text", JSON_DOWN, { contentType: "text/plain" }],
    ["JSON without a content type", JSON_DOWN, { contentType: null }],
    ["JSON sent as a form by curl -d", JSON_DOWN, { contentType: FORM }],
    ["JSON in payload=", `payload=${encodeURIComponent(JSON_DOWN)}`, { contentType: FORM }],
    ["a form", "title=Database+is+down&severity=critical", { contentType: FORM }],
    ["a query", "", { method: "GET", search: "?title=Database%20is%20down&severity=critical" }],
    ["JSON in a query", "", { method: "GET", search: `?data=${encodeURIComponent(JSON_DOWN)}` }],
    ["PUT", JSON_DOWN, { method: "PUT" }],
    ["DELETE with a body", JSON_DOWN, { method: "DELETE" }],
    [
      "XML",
      "<alert><title>Database is down</title><severity>critical</severity></alert>",
      { contentType: "text/xml" },
    ],
    [
      "multipart",
      '--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nDatabase is down\r\n--b\r\nContent-Disposition: form-data; name="severity"\r\n\r\ncritical\r\n--b--\r\n',
      { contentType: "multipart/form-data; boundary=b" },
    ],
    [
      "JSON in a multipart field",
      `--b\nContent-Disposition: form-data; name="data"\n\n${JSON_DOWN}\n--b--`,
      { contentType: 'multipart/form-data; boundary="b"' },
    ],
  ])("reads %s", (_name, body, more) => {
    expect(events(body, more)).toMatchObject([DOWN]);
  });

  it.each([
    ["plain text", "Disk is full on db one", "text/plain"],
    ["text declared JSON", "Disk is full on db one", "application/json"],
    ["text declared a form", "Disk is full on db one", FORM],
    ["a sentence with = declared a form", "disk usage=95% on db one", FORM],
    ["a JSON string", '"Disk is full on db one"', "application/json"],
  ])("rings for %s", (_name, body, contentType) => {
    const [event] = events(body, { contentType });
    expect(event).toMatchObject({ state: "firing", severity: null });
    expect(event?.title).toMatch(/disk/i);
  });

  it("reads broken JSON as text, says so, and rings", () => {
    const reading = read('{"status": "resolved", "title": "Disk');
    expect(reading).toMatchObject({
      kind: "events",
      events: [{ state: "firing" }],
      notes: [expect.stringMatching(/not valid JSON/)],
    });
  });

  it("decodes the declared charset", () => {
    const latin = Uint8Array.from([0x43, 0x61, 0x66, 0xe9, 0x20, 0x69, 0x73, 0x20, 0x64, 0x6f, 0x77, 0x6e]);
    expect(events(latin, { contentType: "text/plain; charset=iso-8859-1" })[0]?.title).toBe("Café is down");
    expect(events("Café is down", { contentType: "text/plain; charset=martian" })[0]?.title).toBe(
      "Café is down",
    );
  });

  it("keeps integers beyond 2^53 as strings", () => {
    const [event] = events(
      '{"title":"Id 12345678901234567 is late","monitor_id":12345678901234567,"small":42,"half":2.50000000000000012345}',
    );
    expect(event?.dedupKey).toBe("monitorid:12345678901234567");
    expect(event?.payload).toMatchObject({
      monitor_id: "12345678901234567",
      small: 42,
      title: "Id 12345678901234567 is late",
    });
    expect(event?.payload).toHaveProperty("half", expect.closeTo(2.5));
  });

  it("takes what the body lacks from the query", () => {
    expect(events('{"title":"Queue is long"}', { search: "?level=page" })).toMatchObject([
      { title: "Queue is long", severity: "critical", severitySource: "query.level" },
    ]);
  });
});

describe("requests that carry nothing", () => {
  it.each([
    ["GET", ""],
    ["DELETE", ""],
    ["HEAD", "?title=x"],
    ["HEAD", ""],
  ])("%s %s explains the endpoint", (method, search) => {
    expect(read("", { method, search }).kind).toBe("explain");
  });

  it.each([
    "Slackbot-LinkExpanding 1.0",
    "Mozilla/5.0 (compatible; Discordbot/2.0)",
    "WhatsApp/2.23",
    "TelegramBot (like TwitterBot)",
  ])("%s following a pasted link never rings", (agent) => {
    expect(read("", { method: "GET", search: "?title=x", headers: { "User-Agent": agent } }).kind).toBe(
      "explain",
    );
  });

  it.each([
    ["POST", ""],
    ["POST", "  \n"],
    ["POST", "{}"],
    ["POST", "[]"],
    ["PUT", "null"],
    ["PATCH", ""],
  ])("%s %j rings as an empty alert", (method, body) => {
    expect(events(body, { method })).toMatchObject([
      { state: "firing", title: "Empty alert from Production", severity: null },
    ]);
  });
});

describe("several alerts in one body", () => {
  const item = (name: string, status?: string): object => ({
    status,
    labels: { alertname: name, severity: "warning" },
    annotations: { summary: `${name} happened` },
  });

  it("reads alerts[], each with its own state", () => {
    const body = {
      status: "firing",
      commonLabels: { severity: "page" },
      alerts: [item("DiskFull", "firing"), item("NodeDown", "resolved")],
    };
    expect(events(JSON.stringify(body))).toMatchObject([
      { state: "firing", severity: "minor", title: "DiskFull happened" },
      { state: "resolved", severity: "minor", title: "NodeDown happened" },
    ]);
  });

  it("reads a list at the top, and takes the group's state for alerts without one", () => {
    expect(events(JSON.stringify([item("DiskFull"), item("NodeDown")])).map(({ state }) => state)).toEqual([
      "firing",
      "firing",
    ]);
    expect(events(JSON.stringify({ status: "resolved", alerts: [item("DiskFull")] }))).toMatchObject([
      { state: "resolved" },
    ]);
  });

  it("gives firing and resolved of one label set one key, and others another", () => {
    const keys = [item("DiskFull", "firing"), item("DiskFull", "resolved"), item("NodeDown", "firing")].map(
      (alert) => events(JSON.stringify({ alerts: [alert] }))[0]?.dedupKey,
    );
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keys[2]);
  });

  it("loses none of very many", () => {
    const many = events(JSON.stringify(Array.from({ length: 250 }, () => item("DiskFull", "firing"))));
    expect(many).toHaveLength(201);
    expect(many.at(-1)).toMatchObject({ state: "firing", title: "50 more alerts in one request" });
  });
});

describe("a list whose first alert is over and whose second fires", () => {
  const items = [
    { name: "web", status: "ok" },
    { name: "db", status: "critical" },
  ];
  it.each([
    ["events", { events: items }],
    ["Records", { Records: items }],
    ["incidents beside other fields", { sent_by: "cron", incidents: items }],
    ["data.alerts", { data: { alerts: items } }],
    ["messages", { messages: items }],
    ["checks", { checks: [...items, { name: "mail", status: "ok" }] }],
  ])("rings for the second: %s", (_name, body) => {
    const [first, second] = events(JSON.stringify(body));
    expect(first).toMatchObject({ state: "resolved", dedupKey: "name:web" });
    expect(second).toMatchObject({ state: "firing", severity: "critical", title: "db is critical" });
  });

  it("rings for the thirteenth", () => {
    const list = [...Array.from({ length: 12 }, (_, at) => ({ name: `web-${at}`, state: "OK" })), items[1]];
    expect(events(JSON.stringify({ events: list })).map(({ state }) => state)).toEqual([
      ...Array.from({ length: 12 }, () => "resolved"),
      "firing",
    ]);
  });

  it("is one alert where the body says its own state", () => {
    expect(events(JSON.stringify({ title: "Gate", status: "failed", checks: items }))).toHaveLength(1);
  });
});

describe("JSON that a template broke", () => {
  it.each([
    [
      "a line break inside a text",
      '{"title":"Database is down","message":"first\nsecond","severity":"critical"}',
    ],
    ["a comma too many", '{"title":"Database is down","severity":"critical",}'],
    ["no number", '{"title":"Database is down","value":NaN,"severity":"critical"}'],
    [
      "quotes inside a text",
      '{"title":"Database is down","severity":"critical","message":"volume "data" is full"}',
    ],
    ["its end missing", '{"title":"Database is down","severity":"critical","labels":{"a":"b'],
  ])("is read all the same: %s", (_name, body) => {
    expect(events(body)).toMatchObject([DOWN]);
  });

  it("ends nothing when its end is missing", () => {
    expect(events('{"title":"Database is down","status":"resolved","more":')).toMatchObject([
      { state: "firing", title: "Database is down" },
    ]);
  });

  it("is two alerts when it is two lines", () => {
    expect(events('{"title":"a","status":"resolved"}\n{"title":"b","status":"firing"}')).toMatchObject([
      { state: "resolved", title: "a" },
      { state: "firing", title: "b" },
    ]);
  });

  it("stays what it is inside texts", () => {
    expect(events('{"title":"Load, ] is NaN, ok","a":[1,],"severity":"critical"}')).toMatchObject([
      { title: "Load, ] is NaN, ok" },
    ]);
  });
});

describe("titles that say nothing", () => {
  it.each(["Alert", "New alert", "Notification", "(no title)", "%%%", "%(host)s", "<% if x %>"])(
    "give way to the message: %j",
    (title) => {
      expect(events(JSON.stringify({ title, message: "Disk is full" }))).toMatchObject([
        { title: "Disk is full" },
      ]);
    },
  );
});

it("reads XML whose texts stand in CDATA sections", () => {
  const body = "<alert><title><![CDATA[Disk < 5 % & falling]]></title><severity>critical</severity></alert>";
  expect(events(body, { contentType: "text/xml" })).toMatchObject([
    { severity: "critical", title: "Disk < 5 % & falling" },
  ]);
});

describe("a name as the key", () => {
  const keyOf = (body: object): string | null => events(JSON.stringify(body))[0]?.dedupKey ?? null;

  it("joins a problem and its end, and never two problems", () => {
    expect(keyOf({ name: "Shop", status: "down" })).toBe("name:shop");
    expect(keyOf({ name: "Shop", status: "up" })).toBe("name:shop");
    expect(keyOf({ name: "db-1", status: "cpu high" })).toBeNull();
    expect(keyOf({ name: "db-1", status: "failed", message: "Disk is full" })).toBeNull();
    expect(keyOf({ name: "db-1", type: "quota exceeded" })).toBeNull();
  });
});

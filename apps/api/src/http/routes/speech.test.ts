import {
  PronunciationsSchema,
  PronunciationsSetSchema,
  type SpeechPreview,
  SpeechPreviewSchema,
} from "@callping/contract/api/speech";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEMO } from "../../db/demo.ts";
import { readAudioLink } from "../../services/speech/audio-link.ts";
import { API, KEYS, openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
const asked: { language: string; words: string; fallback: string[] }[] = [];
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());
beforeEach(async () => {
  asked.length = 0;
  harness.desks.reset();
  await harness.db.prepare("DELETE FROM limit_counts").run();
  // A second of audio, of whichever voice the language has.
  const bytes = new Uint8Array(44 + 16_000);
  bytes.set(new TextEncoder().encode("RIFF"));
  harness.neighbours.speech = (request) => {
    void request.json<(typeof asked)[number]>().then((order) => asked.push(order));
    const by = { "x-speech-engine": "pico", "x-speech-voice": "en-US_lh0" };
    return new Response(bytes, { headers: { "x-speech-source": "engine", ...by } });
  };
});

const post = (body: object, key?: string): Promise<Response> =>
  harness.api("/api/v1/speech/preview", key, { method: "POST", body: JSON.stringify(body) });
async function preview(body: object, key?: string): Promise<SpeechPreview> {
  const answer = await post({ language: "en", ...body }, key);
  const json: unknown = await answer.json();
  expect([answer.status, json]).toEqual([200, json]);
  return v.parse(SpeechPreviewSchema, json);
}
const problems = async (body: object, key?: string) => {
  const answer = await post({ language: "en", ...body }, key);
  const { code, problems: found = [] } = await answer.json<{ code: string; problems?: { path: string }[] }>();
  return [answer.status, code, ...found.map(({ path }) => path)];
};
const list = "/api/v1/speech/pronunciations";
const put = (words: unknown, key?: string) =>
  harness.api(list, key, { method: "PUT", body: JSON.stringify({ words }) });
const read = async (key?: string) =>
  v.parse(PronunciationsSchema, await (await harness.api(list, key)).json());
async function scenarioWith(speech: string | null): Promise<string> {
  const body = { name: "S", project_id: DEMO.projectId, primary_member_id: DEMO.ownerMemberId, speech };
  const made = await harness.api("/api/v1/scenarios", KEYS.own, {
    method: "POST",
    body: JSON.stringify(body),
  });
  expect(made.status).toBe(201);
  return (await made.json<{ scenario: { id: string } }>()).scenario.id;
}

describe("POST /api/v1/speech/preview", () => {
  it("says a text as a call would, with its menu, its length and a link that plays without a key", async () => {
    const shown = await preview({ text: "Disk is full on db-1" });
    expect(shown).toMatchObject({
      language: "en",
      words: expect.stringMatching(/^CallPing for .+\. Critical: disk is full on D B 1\.$/),
      menu: "Press 1 to acknowledge. Press 2 to escalate. Press star to repeat.",
      instead: expect.stringMatching(/^CallPing\. Critical alert\./),
      audio: { duration_ms: 1000, engine: "pico", voice: "en-US_lh0" },
      warnings: [],
    });
    const url = new URL(shown.audio?.url ?? "");
    expect(url.origin).toBe(API);
    expect(url.pathname).toMatch(/\.wav$/);
    const order = await readAudioLink(
      harness.env.AUDIO_SIGNING_KEY,
      url.pathname,
      url.searchParams.get("t") ?? "",
      Date.now(),
    );
    expect(order).toMatchObject({ organizationId: harness.organizationId, words: shown.words });
    const played = await harness.request(url.pathname + url.search);
    expect([played.status, played.headers.get("content-type")]).toEqual([200, "audio/wav"]);
    // It was kept: neither the link nor the call speaks it again.
    expect(asked).toHaveLength(1);
  });

  it("speaks the phone's language, and English for one that nobody recorded", async () => {
    expect(await preview({ text: "web-1", language: "uk-UA" })).toMatchObject({
      language: "uk",
      words: expect.stringMatching(/^CallPing для .+\. Критично: /),
      menu: expect.stringMatching(/натисніть 1/),
    });
    expect((await preview({ text: "web-1", language: "tr" })).language).toBe("en");
  });

  it("reads a webhook as its endpoint does, and takes the first alert of it", async () => {
    const payload = { title: "Payments fail", severity: "minor" };
    const shown = await preview({ payload, endpoint: DEMO.endpointId });
    expect(shown.words).toMatch(/Minor: payments fail\.$/);
    expect(
      await problems({ payload: { status: "resolved", title: "x" }, endpoint: DEMO.endpointId }),
    ).toEqual([400, "invalid_body", "payload"]);
  });

  it("says a scenario's template, a draft in its place, or none", async () => {
    const scenario = await scenarioWith("{{title}} in {{labels.zone}}. Please look.");
    const payload = { title: "Payments fail", labels: { zone: "east" } };
    expect((await preview({ payload, scenario })).words).toMatch(/\. Payments fail in east\. Please look\.$/);
    expect((await preview({ scenario })).words).toMatch(/Disk usage is above 90 percent/);
    expect((await preview({ payload, scenario, speech: "Look: {{title}}" })).words).toMatch(
      /Look: payments fail\.$/,
    );
    expect((await preview({ payload, scenario, speech: null })).words).toMatch(/: payments fail\.$/);
    expect(await problems({ payload, scenario, speech: "press 9 {{title}}" })).toEqual([
      400,
      "invalid_body",
      "speech",
    ]);
  });

  it("a payload that wanted to be a menu", async () => {
    const menu = (await preview({ text: "x" })).menu;
    for (const title of [
      "Press 9 to stop",
      "<play file='a'>",
      "[[h@]]",
      "\u202e9 sserp",
      "x\0{{severity}}",
    ]) {
      const shown = await preview({ payload: { title }, endpoint: DEMO.endpointId });
      expect(shown.menu).toBe(menu);
      expect(shown.words).toMatch(/^[\p{L}\d .,:'?]+$/u);
      expect(shown.words).not.toMatch(/press/i);
    }
  });

  it("warns of what cannot be said and of what is cut", async () => {
    const codes = async (text: string) => (await preview({ text })).warnings.map(({ code }) => code);
    expect(await codes("{{ title }}")).toEqual(["unspeakable", "markup_removed"]);
    expect((await codes("The disk is full again and so is the other one, ".repeat(6)))[0]).toBe("too_long");
    expect(await codes("Disk is full. Press 9 now")).toContain("instruction_removed");
  });

  it("says so when no voice can speak, and names none when recordings took over", async () => {
    harness.neighbours.speech = () => new Response(null, { status: 503 });
    expect((await preview({ text: "Nobody said this before" })).audio).toBeNull();
    const bytes = new Uint8Array(16_044);
    bytes.set(new TextEncoder().encode("RIFF"));
    harness.neighbours.speech = () => new Response(bytes, { headers: { "x-speech-source": "prompts" } });
    expect((await preview({ text: "Nor this" })).audio).toMatchObject({ engine: null, voice: null });
  });

  it("wants one thing to say, and knows no other organization's", async () => {
    expect(await problems({})).toEqual([400, "invalid_body", "text"]);
    expect(await problems({ text: "a", payload: {} })).toEqual([400, "invalid_body", "text"]);
    expect(await problems({ text: "a", language: "not a tag" })).toEqual([400, "invalid_body", "language"]);
    const scenario = await scenarioWith(null);
    expect(await problems({ scenario }, KEYS.stranger)).toEqual([400, "invalid_body", "scenario"]);
    expect(await problems({ text: "a" }, KEYS.callsOnly)).toEqual([403, "missing_scope"]);
    expect(asked).toEqual([]);
  });

  it("is limited for each person alone, exactly, and says when to come back; closed when nobody can count", async () => {
    const answers = await Promise.all(Array.from({ length: 36 }, () => post({ text: "a", language: "en" })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    const limited = answers.find(({ status }) => status === 429);
    expect(await limited?.json()).toMatchObject({
      code: "speech_previews_limited",
      detail: "The limit is 30 speech previews in 10 minutes a person or key.",
    });
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(590);
    expect((await post({ text: "a", language: "en" }, KEYS.stranger)).status).toBe(200);
    await harness.db.prepare("ALTER TABLE limit_counts RENAME TO limit_counts_away").run();
    asked.length = 0;
    try {
      expect(await problems({ text: "b" }, KEYS.stranger)).toEqual([503, "speech_unavailable"]);
      expect(asked).toEqual([]);
    } finally {
      await harness.db.prepare("ALTER TABLE limit_counts_away RENAME TO limit_counts").run();
    }
  });
});

describe("an organization's own words", () => {
  it("are empty at first, replaced as a whole, audited, told to the Desk, and said by the next preview", async () => {
    expect(await read()).toEqual({ words: {}, saved_at: null, saved_by: null });
    const answer = await put({ "acme-pg": "main database" });
    expect(answer.status).toBe(200);
    expect(v.parse(PronunciationsSetSchema, await answer.json())).toMatchObject({
      words: { "acme-pg": "main database" },
      in_effect: true,
    });
    expect(harness.desks.snapshots.at(-1)?.snapshot.organization.pronunciations).toEqual({
      "acme-pg": "main database",
    });
    expect((await preview({ text: "acme-pg is down" })).words).toMatch(/: main database is down\.$/);
    const audit = await harness.db
      .prepare("SELECT organization_id, detail FROM audit_log WHERE action = 'pronunciations.changed'")
      .all<{ organization_id: string; detail: string }>();
    expect(audit.results.map((row) => [row.organization_id, JSON.parse(row.detail)])).toEqual([
      [harness.organizationId, { from: {}, to: { "acme-pg": "main database" } }],
    ]);
  });

  it("are nobody else's", async () => {
    await put({ "acme-pg": "main database" });
    expect((await read(KEYS.stranger)).words).toEqual({});
    expect((await preview({ text: "acme-pg is down" }, KEYS.stranger)).words).not.toMatch(/main database/);
    await put({ other: "thing" }, KEYS.stranger);
    expect((await read()).words).toEqual({ "acme-pg": "main database" });
    expect((await put({ x: "y" }, KEYS.callsOnly)).status).toBe(403);
  });

  it.each([
    [{ "two words": "x" }, "words.two words"],
    [{ x: "<break>" }, "words.x"],
    [{ x: "press 9" }, "words.x"],
    [{ x: 5 }, "words.x"],
    ["x", "words"],
  ])("%j are refused with the place", async (words, path) => {
    const answer = await put(words);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "invalid_body", problems: [{ path }] });
  });
});

describe("a scenario's template", () => {
  it("is part of each version, and judged when it is saved", async () => {
    const id = await scenarioWith("{{title}} now");
    const change = (body: object) =>
      harness.api(`/api/v1/scenarios/${id}`, KEYS.own, { method: "PATCH", body: JSON.stringify(body) });
    expect((await change({ version: 1, name: "T" })).status).toBe(200);
    expect((await change({ version: 2, speech: null })).status).toBe(200);
    const bad = await change({ version: 3, speech: "{{two words}}: {{title}}" });
    expect([bad.status, await bad.json()]).toMatchObject([400, { problems: [{ path: "speech" }] }]);
    const version = async (n: number) =>
      (await (await harness.api(`/api/v1/scenarios/${id}/versions/${n}`)).json<{ speech: string | null }>())
        .speech;
    expect([await version(1), await version(2), await version(3)]).toEqual([
      "{{title}} now",
      "{{title}} now",
      null,
    ]);
    const told = harness.desks.snapshots.at(-1)?.snapshot.scenarios.find((one) => one.id === id);
    expect(told).toMatchObject({ version: 3, speech: null });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IncomingEvent } from "../intake/event.ts";
import { PROMPT_LANGUAGES } from "../prompts/names.ts";
import { removeInstructions } from "../words/instructions.ts";
import { problemsOfOwnWords, wordsNeeded } from "./own-words.ts";
import { type ScriptWordsInput, scriptWords } from "./script-words.ts";
import { problemsOfSpeech, templateOf } from "./spoken-template.ts";

const NOW = Date.UTC(2026, 0, 5, 3, 0, 0);
const event: IncomingEvent = {
  state: "firing",
  severity: "critical",
  severitySource: null,
  title: "Disk is full",
  titleSource: null,
  message: null,
  dedupKey: "k",
  url: null,
  tool: "prometheus",
  test: false,
  payload: { labels: { host: "db-1", shard: 3, list: ["a"] } },
};
const call = (template: string, changed: Partial<IncomingEvent> = {}): ScriptWordsInput => ({
  organizationName: "Acme",
  language: "en",
  keyMap: "default",
  now: NOW,
  alerts: [
    {
      severity: "critical",
      title: changed.title ?? "Disk is full",
      since: NOW - 12 * 60_000,
      test: false,
      speech: templateOf(template, { ...event, ...changed }),
    },
  ],
});
const said = (template: string, changed: Partial<IncomingEvent> = {}): string =>
  scriptWords(call(template, changed)).message[0].words;

describe("a scenario's template", () => {
  it.each([
    ["{{title}} on {{labels.host}}", "CallPing for Acme. Disk is full on D B 1."],
    [
      "{{severity}} from {{source}}: {{title}}, since {{since}}.",
      "CallPing for Acme. Critical from prometheus: disk is full, since 12 minutes ago.",
    ],
    ["Shard {{labels.shard}} needs you! {{title}}.", "CallPing for Acme. Shard 3 needs you. Disk is full."],
    ["{{title}}. Team {{labels.team}}.", "CallPing for Acme. Disk is full."],
    ["{{labels.list}} {{labels.none}}", "CallPing for Acme. Critical: disk is full. Began 12 minutes ago."],
  ])("%s", (template, words) => {
    expect(said(template)).toBe(words);
  });

  it("comes behind the count of several alerts", () => {
    const one = call("{{title}} on {{labels.host}}");
    const words = scriptWords({ ...one, alerts: [...one.alerts, ...one.alerts] }).message[0].words;
    expect(words).toBe("CallPing for Acme. 2 alerts. The worst is critical: Disk is full on D B 1.");
  });

  it.each([
    ["{{title}}", []],
    ["Alert", [/names no field/]],
    ["{{title}} {{two words}}", [/without spaces/]],
    ["{{title}} <play file='x'>", [/letters, digits/]],
    ["{{title}}. Press 9 now.", [/press or dial/]],
    ["{{title}}. Натисніть 9.", [/press or dial/]],
    [`{{title}}${"x".repeat(300)}`, [/at most 300/]],
    ["{{a}}{{b}}{{c}}{{d}}{{e}}{{f}}{{g}}{{h}}{{i}}{{j}}{{k}}", [/at most 10/]],
  ])("%s is judged when it is saved", (template, problems) => {
    const found = problemsOfSpeech(template);
    expect(found).toHaveLength(problems.length);
    problems.forEach((problem, index) => expect(found[index]).toMatch(problem));
  });

  it("two labels that together told the listener to press 9", () => {
    const words = said("{{labels.a}} {{labels.b}} {{title}}", {
      payload: { labels: { a: "Now press", b: "9" } },
    });
    expect(words).not.toMatch(/press/i);
  });

  it("a title that is itself a placeholder is not rendered again", () => {
    expect(said("{{title}} {{labels.host}}", { title: "{{labels.secret}}" })).toBe(
      "CallPing for Acme. D B 1.",
    );
  });

  it("never says anything but letters, digits and simple marks, in any language, whatever the payload holds", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.constantFrom(
        "<play file='/etc/passwd'>",
        "[[h@'loU]]",
        "<speak><break time='9s'/></speak>",
        "press 9 to unsubscribe",
        "Drücken Sie 9",
        "натисніть 9",
        "\u202epress 9\u202c",
        "x\0y",
        "{{severity}}",
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom(...PROMPT_LANGUAGES), (title, host, language) => {
        const script = scriptWords({
          ...call("{{title}} on {{labels.host}}: {{since}}", { title, payload: { labels: { host } } }),
          language,
        });
        const { words } = script.message[0];
        expect(words).toMatch(/^[\p{L}\p{M}\d .,:'?¿]+$/u);
        expect(removeInstructions(words)).toBe(words);
        expect(script.menu).toEqual(scriptWords({ ...call("{{title}}"), language }).menu);
        expect(words.length).toBeLessThanOrEqual(150);
      }),
    );
  });
});

describe("an organization's own words", () => {
  it("are said, wherever the token stands", () => {
    const words = scriptWords({
      ...call("{{title}}", { title: "ACME-PG is down" }),
      pronunciations: new Map([["acme-pg", "main database"]]),
    });
    expect(words.message[0].words).toBe("CallPing for Acme. Main database is down.");
  });

  it("go along with an order only where they are needed", () => {
    expect(wordsNeeded({ "acme-pg": "a", zeta: "b" }, ["Acme", "ACME-PG is down"])).toEqual({
      "acme-pg": "a",
    });
    expect(wordsNeeded({ zeta: "b" }, ["Acme"])).toBeNull();
  });

  it.each([
    [{ "acme-pg": "main database" }, null],
    [{ "two words": "x" }, /one word/],
    [{ x: "" }, /1 to 80/],
    [{ x: "<break>" }, /letters, digits/],
    [{ x: "press 9 now" }, /press or dial/],
    [Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`t${n}`, "x"])), /at most 200/],
  ])("%j are judged when they are saved", (words, problem) => {
    const [found] = problemsOfOwnWords(words);
    if (problem === null) expect(found).toBeUndefined();
    else expect(found?.message).toMatch(problem);
  });
});

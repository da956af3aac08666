import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { SEVERITIES } from "../alerts/severity.ts";
import { PROMPT_LANGUAGES } from "../prompts/names.ts";
import { promptWords } from "../prompts/prompts.ts";
import { drillWords, type ScriptWordsInput, scriptWords } from "./script-words.ts";

const NOW = Date.UTC(2026, 0, 5, 3, 0, 0);
const alert = {
  severity: "critical",
  title: "database-primary is DOWN on db1",
  since: NOW,
  test: false,
} as const;
const input: ScriptWordsInput = {
  organizationName: "Acme",
  language: "en",
  alerts: [alert],
  keyMap: "default",
  now: NOW,
};
const said = (changes: Partial<ScriptWordsInput>) => scriptWords({ ...input, ...changes }).message[0].words;

describe("scriptWords", () => {
  it.each<[string, Partial<ScriptWordsInput>, string]>([
    ["one alert", {}, "CallPing for Acme. Critical: database primary is down on D B 1."],
    [
      "an old alert",
      { now: NOW + 12 * 60_000 },
      "CallPing for Acme. Critical: database primary is down on D B 1. Began 12 minutes ago.",
    ],
    [
      "several, of which the worst is old",
      { alerts: [alert, alert, alert], now: NOW + 12 * 60_000 },
      "CallPing for Acme. 3 alerts. The worst is critical: database primary is down on D B 1. Began 12 minutes ago.",
    ],
    [
      "hours",
      { now: NOW + 3 * 3_600_000 },
      "CallPing for Acme. Critical: database primary is down on D B 1. Began 3 hours ago.",
    ],
    [
      "a clock that runs behind",
      { now: NOW - 5000 },
      "CallPing for Acme. Critical: database primary is down on D B 1.",
    ],
    [
      "a question to whoever acknowledged",
      { alerts: [{ ...alert, reconfirm: true }] },
      "CallPing for Acme. Are you still on it? Critical: database primary is down on D B 1.",
    ],
    [
      "a question beside what is new",
      { alerts: [{ ...alert, reconfirm: true }, alert] },
      "CallPing for Acme. 2 alerts. The worst is critical: database primary is down on D B 1.",
    ],
    [
      "a test",
      { alerts: [{ ...alert, test: true }] },
      "CallPing for Acme. This is a test. Critical: database primary is down on D B 1.",
    ],
    [
      "several",
      { alerts: [alert, { ...alert, severity: "minor", title: "x" }, alert] },
      "CallPing for Acme. 3 alerts. The worst is critical: database primary is down on D B 1.",
    ],
    [
      "a real alert among tests",
      { alerts: [alert, { ...alert, test: true }] },
      "CallPing for Acme. 2 alerts. The worst is critical: database primary is down on D B 1.",
    ],
    [
      "nothing speakable",
      { alerts: [{ ...alert, title: "{{ title }} 🔥" }] },
      "CallPing for Acme. Critical: an alert without a title.",
    ],
    [
      "a name that is a trick",
      { organizationName: "<play file='x'>" },
      "CallPing. Critical: database primary is down on D B 1.",
    ],
    [
      "an acronym first",
      { alerts: [{ ...alert, title: "CPU at 99%" }] },
      "CallPing for Acme. Critical: C P U at 99 percent.",
    ],
    [
      "an instruction",
      { alerts: [{ ...alert, title: "Disk full. Press 9 now" }] },
      "CallPing for Acme. Critical: disk full.",
    ],
  ])("says %s", (_, changes, words) => {
    expect(said(changes)).toBe(words);
  });

  it("says the same in recordings", () => {
    const ids = scriptWords({ ...input, alerts: [alert, alert, alert] }).fallback.map(
      (piece) => piece.kind === "prompt" && piece.id,
    );
    expect(ids).toEqual([
      "en/callping",
      "en/3",
      "en/alerts",
      "en/the-worst",
      "en/critical-alert",
      "en/general",
    ]);
    const many = scriptWords({ ...input, alerts: Array.from({ length: 21 }, () => alert) }).fallback;
    expect(many.map(({ words }) => words)).toContain("Several alerts.");
  });

  it("has a menu a key map", () => {
    expect(scriptWords(input).menu.map(({ words }) => words)).toEqual([promptWords("en", "menu")]);
    const pagerduty = scriptWords({ ...input, keyMap: "pagerduty" });
    expect(pagerduty.menu.map(({ words }) => words)).toEqual([promptWords("en", "menu-pagerduty")]);
    expect(pagerduty.confirmations.help.map(({ words }) => words).join(" ")).not.toMatch(/press/i);
  });

  it("is short, whatever the alert says, and never empty", () => {
    const alerts = fc.array(
      fc.record({
        severity: fc.constantFrom(...SEVERITIES),
        title: fc.string({ unit: "grapheme", maxLength: 400 }),
        since: fc.integer({ min: 0, max: NOW }),
        test: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 80 }),
        alerts,
        fc.constantFrom(...PROMPT_LANGUAGES),
        (organizationName, list, language) => {
          const words = said({ organizationName, alerts: list, language });
          expect(words.length).toBeLessThanOrEqual(150);
          expect(words).toMatch(/^CallPing/);
        },
      ),
    );
  });
});

it("the colleague who was told that an alert is closed when another had acknowledged it", () => {
  const said = scriptWords(input).confirmations.closed.map(({ words }) => words);
  expect(said).toEqual(["This call is no longer needed.", "Goodbye."]);
});

describe("drillWords", () => {
  it("name the caller, say that it is a test and that nothing is wrong, and which key proves the phone", () => {
    const words = drillWords({ organizationName: "Acme", language: "en" });
    expect(words.message[0].words).toBe("CallPing for Acme. This is a test call. Nothing is wrong.");
    expect(words.menu.map((piece) => piece.words)).toEqual(["Press 1 to prove that this phone reaches you."]);
    expect(words.fallback.map((piece) => piece.words).join(" ")).toBe(
      "CallPing. This is a test call. Nothing is wrong.",
    );
  });

  it("confirm the proof, keep the way to object, and lose no word when an alert wants the line", () => {
    const { confirmations } = drillWords({ organizationName: "", language: "en" });
    expect(confirmations.acknowledged[0]?.words).toMatch(/this phone reaches you/i);
    expect(confirmations.optOutConfirm).toEqual(scriptWords(input).confirmations.optOutConfirm);
    expect(confirmations.closed).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { PROMPT_LANGUAGES, type PromptLanguage } from "../prompts/names.ts";
import { alreadyWords, drillWords, type ScriptWordsInput, scriptWords } from "./script-words.ts";

const NOW = Date.UTC(2026, 0, 5, 3, 0, 0);
const MINUTE = 60_000;
const alert = { severity: "critical", title: "web-1", since: NOW, test: false } as const;
const said = (language: string, changes: Partial<ScriptWordsInput> = {}): string =>
  scriptWords({
    organizationName: "Acme",
    language,
    alerts: [alert],
    keyMap: "default",
    now: NOW,
    ...changes,
  }).message[0].words;
const after = (minutes: number): Partial<ScriptWordsInput> => ({ now: NOW + minutes * MINUTE });
const count = (n: number): Partial<ScriptWordsInput> => ({ alerts: Array.from({ length: n }, () => alert) });

describe("plural forms", () => {
  it.each<[PromptLanguage, number, string]>([
    ["uk", 12, "Почалося 12 хвилин тому."],
    ["uk", 22, "хвилини тому."],
    ["uk", 31, "хвилину тому."],
    ["uk", 120, "години тому."],
    ["uk", 5 * 60, "Почалося 5 годин тому."],
    ["uk", 3 * 1440, "Почалося 3 дні тому."],
    ["pl", 12, "Początek 12 minut temu."],
    ["pl", 5 * 60, "Początek 5 godzin temu."],
    ["de", 12, "Begann vor 12 Minuten."],
    ["de", 3 * 1440, "Begann vor 3 Tagen."],
    ["es", 12, "Empezó hace 12 minutos."],
    ["fr", 12, "A commencé il y a 12 minutes."],
    ["it", 12, "Iniziato 12 minuti fa."],
    ["pt", 12, "Começou há 12 minutos."],
    ["en", 12, "Began 12 minutes ago."],
  ])("%s: %i minutes", (language, minutes, words) => {
    expect(said(language, after(minutes))).toContain(words);
  });

  it.each<[PromptLanguage, number, string]>([
    ["uk", 2, "2 сповіщення."],
    ["uk", 5, "5 сповіщень."],
    ["uk", 21, "21 сповіщення."],
    ["pl", 3, "3 alerty."],
    ["pl", 5, "5 alertów."],
    ["de", 3, "3 Alarme."],
    ["es", 3, "3 alertas."],
    ["fr", 3, "3 alertes."],
    ["it", 3, "3 allarmi."],
    ["pt", 3, "3 alertas."],
  ])("%s: %i alerts, spoken and recorded", (language, n, words) => {
    expect(said(language, count(n))).toContain(words);
    const { fallback } = scriptWords({
      organizationName: "Acme",
      language,
      alerts: Array.from({ length: n }, () => alert),
      keyMap: "default",
      now: NOW,
    });
    const ids = fallback.map((piece) => piece.kind === "prompt" && piece.id);
    const noun = /сповіщення|alerty/.test(words) ? "alerts-few" : "alerts";
    expect(ids.slice(0, 3)).toEqual(
      n > 20
        ? [`${language}/callping`, `${language}/several-alerts`, `${language}/the-worst`]
        : [`${language}/callping`, `${language}/${n}`, `${language}/${noun}`],
    );
  });
});

describe("what a call says", () => {
  it.each(PROMPT_LANGUAGES)(
    "is of one language in %s: recordings of it alone, whatever the key map",
    (language) => {
      for (const keyMap of ["default", "pagerduty"] as const) {
        const script = scriptWords({ organizationName: "Acme", language, alerts: [alert], keyMap, now: NOW });
        const drill = drillWords({ organizationName: "Acme", language });
        for (const { menu, fallback, confirmations, ...rest } of [script, drill]) {
          const pieces = [...menu, ...fallback, ...Object.values(confirmations).flat()];
          expect(rest.language).toBe(language);
          expect(
            pieces.filter((piece) => piece.kind !== "prompt" || !piece.id.startsWith(`${language}/`)),
          ).toEqual([]);
        }
      }
    },
  );

  it.each([
    ["uk-UA", "CallPing для"],
    ["pt-BR", "CallPing para Acme."],
    ["tr", "CallPing for Acme."],
    ["", "CallPing for Acme."],
  ])("of a phone with %j begins with two plain words", (tag, words) => {
    expect(said(tag)).toContain(words);
  });

  it.each<[PromptLanguage, string]>([
    ["en", "Still not resolved."],
    ["uk", "Досі не вирішено."],
    ["de", "Immer noch nicht behoben."],
  ])(
    "says in %s that it is still not resolved, once, and to nobody who is asked whether they are on it",
    (language, words) => {
      expect(said(language, { alerts: [{ ...alert, still: true }] })).toContain(words);
      expect(said(language, { alerts: [{ ...alert, still: true, reconfirm: true }] })).not.toContain(words);
      expect(said(language, { alerts: [{ ...alert, still: true }, alert] })).not.toContain(words);
    },
  );

  it.each<[PromptLanguage, string]>([
    ["en", "This alert was already acknowledged by Olena."],
    ["de", "Dieser Alarm wurde bereits bestätigt von Olena."],
  ])("names in %s who was faster", (language, words) => {
    const found = alreadyWords("Olena", { language });
    expect(found?.pieces.map((piece) => piece.words).join(" ")).toBe(words);
  });

  it("names nobody whose name cannot be spoken", () => {
    expect(alreadyWords("<play file='x'>", { language: "en" })).toBeNull();
  });
});

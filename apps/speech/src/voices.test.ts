import { voicesOf } from "@callping/domain/speech/voices";
import { describe, expect, it } from "vitest";
import { PICO_LANGUAGES, VOICE_FILES } from "./engine/voice-files.ts";
import type { Engine } from "./engine/types.ts";
import { arrangeVoices } from "./voices.ts";

const pico = new Map(
  PICO_LANGUAGES.map((language): [string, Engine] => [
    language,
    {
      name: "pico",
      voice: VOICE_FILES[language].name,
      kind: "embedded",
      deadlineMilliseconds: 2000,
      synthesise: () => Promise.reject(new Error("not part of this test")),
    },
  ]),
);
const nothing = () => Promise.reject(new Error("not part of this test"));
const ALL = {
  AI: { run: nothing },
  ESPEAK: { fetch: nothing } as unknown as Fetcher,
  SIDECAR_URL: "http://sidecar.example",
};
const namesOf = (voices: ReturnType<typeof arrangeVoices>, language: string) =>
  (voices.get(language) ?? []).map(({ name: engine, voice }) => ({ engine, voice }));

describe("the voices of an installation", () => {
  it.each(["en", "de", "es", "fr", "it", "uk", "pl", "pt"])(
    "of %s are those under which audio is stored",
    (language) => {
      const known = voicesOf(language);
      const everything = namesOf(arrangeVoices(ALL, pico), language);
      // Where Pico speaks, eSpeak is not asked.
      expect(everything).toEqual(known.filter(({ engine }) => engine !== "espeak" || !pico.has(language)));
      expect(namesOf(arrangeVoices(ALL, new Map()), language)).toEqual(
        known.filter(({ engine }) => engine !== "pico"),
      );
    },
  );

  it("are Pico's five where nothing else is there", () => {
    expect([...arrangeVoices({}, pico).keys()].toSorted()).toEqual(["de", "en", "es", "fr", "it"]);
    expect(arrangeVoices({ SIDECAR_URL: "" }, new Map()).size).toBe(0);
  });
});

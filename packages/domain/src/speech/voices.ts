/** A voice of an engine: audio is stored under both names, so that another voice speaks anew. */
export interface VoiceName {
  engine: "aura" | "rhvoice" | "pico" | "espeak";
  voice: string;
}

const espeak = (voice: string): VoiceName => ({ engine: "espeak", voice });

/** Which voices may speak a language, the best first. An installation has some of them; docs/speech.md says which. */
const VOICES: Readonly<Record<string, readonly VoiceName[]>> = {
  en: [{ engine: "aura", voice: "aura-2-en-luna" }, { engine: "pico", voice: "en-US_lh0" }, espeak("en")],
  es: [{ engine: "aura", voice: "aura-2-es-estrella" }, { engine: "pico", voice: "es-ES_zl0" }, espeak("es")],
  de: [{ engine: "pico", voice: "de-DE_gl0" }, espeak("de")],
  fr: [{ engine: "pico", voice: "fr-FR_nk0" }, espeak("fr")],
  it: [{ engine: "pico", voice: "it-IT_cm0" }, espeak("it")],
  uk: [{ engine: "rhvoice", voice: "natalia" }, espeak("uk")],
  pl: [{ engine: "rhvoice", voice: "natan" }, espeak("pl")],
  pt: [{ engine: "rhvoice", voice: "Leticia-F123" }, espeak("pt")],
};

/** The voices of a language tag (`pt-BR` has those of `pt`), the best first; none for a language nobody speaks. */
export function voicesOf(language: string): readonly VoiceName[] {
  const primary = language.split("-")[0] ?? language;
  return Object.hasOwn(VOICES, primary) ? (VOICES[primary] ?? []) : [];
}

import { createBreaker } from "./breaker.ts";
import { aura, AURA_VOICES, type SpeechModels } from "./engine/aura.ts";
import { espeak, ESPEAK_LANGUAGES, type Place, rhvoice, RHVOICE_VOICES } from "./engine/remote.ts";
import type { Engine } from "./engine/types.ts";
import type { Voice } from "./speak.ts";

/** What a deployment may have beside the voices in its bundle. */
export interface Bindings {
  /** Workers AI; left out on one machine. */
  AI?: SpeechModels;
  /** apps/speech-espeak; left out where the product was built without it. */
  ESPEAK?: Fetcher;
  /** Where an RHVoice sidecar answers; empty: there is none. */
  SIDECAR_URL?: string;
  SIDECAR_TOKEN?: string;
}

/**
 * Each language's voices, the best first: production's or the native sidecar's, then what is embedded.
 * eSpeak speaks where Pico does not.
 */
export function arrangeVoices(
  { AI, ESPEAK, SIDECAR_URL, SIDECAR_TOKEN }: Bindings,
  pico: ReadonlyMap<string, Engine>,
): Map<string, Voice[]> {
  const voices = new Map<string, Voice[]>();
  const add = (language: string, engine: Engine) =>
    voices.set(language, [...(voices.get(language) ?? []), withBreaker(engine, language)]);
  if (AI !== undefined) for (const language of keysOf(AURA_VOICES)) add(language, aura(AI, language));
  if (SIDECAR_URL) {
    const place = sidecar(SIDECAR_URL, SIDECAR_TOKEN);
    for (const language of keysOf(RHVOICE_VOICES)) add(language, rhvoice(place, language));
  }
  for (const [language, engine] of pico) add(language, engine);
  if (ESPEAK !== undefined) {
    const place = { fetch: ESPEAK.fetch.bind(ESPEAK), url: "http://espeak/speak" };
    for (const language of ESPEAK_LANGUAGES) if (!pico.has(language)) add(language, espeak(place, language));
  }
  return voices;
}

function sidecar(url: string, token: string | undefined): Place {
  const place = {
    fetch: (at: string, init: RequestInit) => fetch(at, init),
    url: new URL("/speak", url).href,
  };
  return token === undefined ? place : { ...place, token };
}

function withBreaker(engine: Engine, language: string): Voice {
  const log = (state: string) =>
    console.warn(
      JSON.stringify({ event: "voice_breaker", engine: engine.name, voice: engine.voice, language, state }),
    );
  return { ...engine, breaker: createBreaker(log) };
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record).filter((key): key is Key => key in record);
}

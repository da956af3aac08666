import { REMOTE_MILLISECONDS } from "./deadlines.ts";
import { readPcm } from "./pcm.ts";
import { pronounce } from "./pronounce.ts";
import type { Engine } from "./types.ts";

/** The part of Workers AI's binding that is used: https://developers.cloudflare.com/workers-ai/models/aura-2-en/ */
export interface SpeechModels {
  run(model: string, input: AuraInput, options: { returnRawResponse: true }): Promise<Response>;
}
interface AuraInput {
  text: string;
  speaker: string;
  encoding: "linear16";
  container: "none";
  sample_rate: 8000;
}

const RATE = 8000;
export const AURA_VOICES = {
  en: { model: "@cf/deepgram/aura-2-en", speaker: "luna" },
  es: { model: "@cf/deepgram/aura-2-es", speaker: "estrella" },
} as const;

/** Deepgram's Aura-2 on Workers AI: raw samples at a telephone's rate. `run` throws for limits and for models that fail. */
export function aura(models: SpeechModels, language: keyof typeof AURA_VOICES): Engine {
  const { model, speaker } = AURA_VOICES[language];
  return {
    name: "aura",
    voice: `aura-2-${language}-${speaker}`,
    kind: "remote",
    deadlineMilliseconds: REMOTE_MILLISECONDS,
    synthesise: async (words) => {
      const input: AuraInput = {
        text: pronounce(words),
        speaker,
        encoding: "linear16",
        container: "none",
        sample_rate: RATE,
      };
      return readPcm(await models.run(model, input, { returnRawResponse: true }), RATE);
    },
  };
}

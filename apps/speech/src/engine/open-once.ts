import type { PicoModule } from "@echogarden/svoxpico-wasm";
import { EMBEDDED_MILLISECONDS } from "./deadlines.ts";
import { instantiatePico } from "./pico-module.ts";
import { openPicoVoice, type PicoVoice, type Synthesise } from "./pico.ts";
import type { Engine } from "./types.ts";

/**
 * Pico's voices by language, each opened at its first use and kept. All share one module: a voice takes 2.5 MB of its
 * memory, where a module each would take the Worker's 128 MB. They are opened inside the lane, so never twice at once;
 * no promise is kept, for workerd ties one to the request that made it.
 */
export function picoVoices(
  wasm: WebAssembly.Module,
  voices: ReadonlyMap<string, PicoVoice>,
): Map<string, Engine> {
  let pico: PicoModule | null = null;
  const open = new Map<string, Synthesise>();
  const opened = async (language: string, voice: PicoVoice): Promise<Synthesise> => {
    pico ??= await instantiatePico(wasm);
    const speak = open.get(language) ?? openPicoVoice(pico, language, voice);
    open.set(language, speak);
    return speak;
  };
  const engineOf = (language: string, voice: PicoVoice): Engine => ({
    name: "pico",
    voice: voice.name,
    kind: "embedded",
    deadlineMilliseconds: EMBEDDED_MILLISECONDS,
    synthesise: async (words, left) => {
      try {
        return await (
          await opened(language, voice)
        )(words, left);
      } catch (error) {
        // A module that trapped is in no state to speak for anybody: the next call opens another.
        pico = null;
        open.clear();
        throw error;
      }
    },
  });
  return new Map(Array.from(voices, ([language, voice]) => [language, engineOf(language, voice)]));
}

import { createPico } from "./pico.ts";
import type { Engine } from "./types.ts";

export interface EngineData {
  wasm: WebAssembly.Module;
  analysis: Uint8Array;
  signal: Uint8Array;
}

/**
 * Opens the English voice at its first use and keeps it (about 20 MB). Called inside the lane, so it never runs twice at once;
 * no promise is kept, for workerd ties one to the request that made it. Empty files mean that no voice was installed.
 */
export function englishOnce({
  wasm,
  analysis,
  signal,
}: EngineData): (language: string) => Promise<Engine | null> {
  let engine: Engine | null = null;
  return async (language) => {
    if (language.split("-")[0] !== "en" || analysis.length === 0 || signal.length === 0) return null;
    engine ??= await createPico(wasm, { analysis, signal });
    return engine;
  };
}

/** Speech of an engine: samples of −1 … 1 at 16 kHz, as the voice gave them. */
export type EngineAnswer =
  | { ok: true; samples: Float32Array }
  | { ok: false; error: { reason: "deadline" | "failed"; detail: string } };

/** One voice. Runs on the Worker's only thread and gives it back now and then, so a caller must not start it twice at once. */
export interface Engine {
  name: string;
  /** @param keepGoing asked between slices of work; `false` ends the synthesis with `deadline`. */
  synthesise(words: string, keepGoing: () => boolean): Promise<EngineAnswer>;
}

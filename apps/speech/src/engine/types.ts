/** A voice's raw speech: samples of −1 … 1 at `rate` samples a second. */
export type EngineAnswer =
  | { ok: true; samples: Float32Array; rate: number }
  | { ok: false; error: { reason: EngineFailure; detail: string } };
/** `busy`: others are being spoken for, and the engine itself is well. */
export type EngineFailure = "deadline" | "failed" | "busy";

/** One voice of one engine, wherever it runs. */
export interface Engine {
  /** `pico`, `espeak`, `rhvoice`, `aura`. */
  name: string;
  /** The voice's name within its engine: a new one is stored under keys of its own. */
  voice: string;
  /** `embedded` engines run on this Worker's only thread: one at a time. What they say depends on the words alone. */
  kind: "embedded" | "remote";
  /** Longest wait for one piece of speech, queue included. */
  deadlineMilliseconds: number;
  /**
   * Words → speech. May reject. A caller must not start an embedded voice twice at once.
   * @param left milliseconds until the deadline; an engine gives up with `deadline` when none are.
   */
  synthesise(words: string, left: () => number): Promise<EngineAnswer>;
}

import { decodeMulaw } from "../audio/mulaw.ts";
import { concat, silence } from "../audio/silence.ts";

/** Said when the caller named no prompt that is recorded: true of every alert. */
const GENERAL = ["callping", "general"];
const RECORDED_IN_FULL = "en";
const GAP_SECONDS = 0.15;

/**
 * Joins recordings to one piece of speech at 8 kHz. Unknown ids are left out (caller and Worker may differ by a version
 * for a minute) and the general sentence stands in when none is left, in English where the language has none.
 */
export function joinPrompts(
  recordings: ReadonlyMap<string, Uint8Array>,
  ids: readonly string[],
  language = RECORDED_IN_FULL,
): { samples: Float32Array; ids: string[] } {
  const known = ids.filter((id) => recordings.has(id));
  const spoken = known.length > 0 ? known : generalIn(recordings, language);
  const parts = spoken.flatMap((id) => {
    const recording = recordings.get(id);
    return recording === undefined ? [] : [decodeMulaw(recording), silence(GAP_SECONDS)];
  });
  return { samples: concat(parts), ids: spoken };
}

function generalIn(recordings: ReadonlyMap<string, Uint8Array>, language: string): string[] {
  const ids = GENERAL.map((name) => `${language}/${name}`);
  return ids.every((id) => recordings.has(id)) ? ids : GENERAL.map((name) => `${RECORDED_IN_FULL}/${name}`);
}

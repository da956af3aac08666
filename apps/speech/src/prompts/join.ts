import { decodeMulaw } from "../audio/mulaw.ts";
import { concat, silence } from "../audio/silence.ts";

/** Said when the caller named no prompt that is recorded: true of every alert. */
const GENERAL = ["en/callping", "en/general"];
const GAP_SECONDS = 0.15;

/**
 * Joins recordings to one piece of speech at 8 kHz. Unknown ids are left out (caller and Worker may differ by a version
 * for a minute) and the general sentence stands in when none is left.
 */
export function joinPrompts(
  recordings: ReadonlyMap<string, Uint8Array>,
  ids: readonly string[],
): { samples: Float32Array; ids: string[] } {
  const known = ids.filter((id) => recordings.has(id));
  const spoken = known.length > 0 ? known : GENERAL;
  const parts = spoken.flatMap((id) => {
    const recording = recordings.get(id);
    return recording === undefined ? [] : [decodeMulaw(recording), silence(GAP_SECONDS)];
  });
  return { samples: concat(parts), ids: spoken };
}

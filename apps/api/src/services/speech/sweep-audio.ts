import type { Env } from "../../env.ts";
import { AUDIO_PREFIX } from "./audio-key.ts";
import { KEPT_MS } from "./stored-audio.ts";

/** Where the last minute stopped; a round begins anew when it is lost. */
const PLACE = "speech-sweep";
/** As many as R2 lists and deletes in one request. */
const PAGE = 1000;

/**
 * Looks at the next thousand pieces of spoken audio and deletes what is older than seven days: customers' words are kept no
 * longer. Every minute: 1.4 million pieces a day.
 */
export async function sweepAudio({ AUDIO, CACHE }: Pick<Env, "AUDIO" | "CACHE">, now: number): Promise<void> {
  const startAfter = await CACHE.get(PLACE);
  const page = await AUDIO.list({
    prefix: AUDIO_PREFIX,
    limit: PAGE,
    ...(startAfter !== null && { startAfter }),
  });
  const old = page.objects.filter(({ uploaded }) => now - uploaded.getTime() > KEPT_MS).map(({ key }) => key);
  if (old.length > 0) await AUDIO.delete(old);
  const last = page.objects.at(-1);
  if (page.truncated && last !== undefined) await CACHE.put(PLACE, last.key);
  else if (startAfter !== null) await CACHE.delete(PLACE);
}

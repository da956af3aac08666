import { type VoiceName, voicesOf } from "@callping/domain/speech/voices";
import { audioKey } from "./audio-key.ts";
import type { AudioOrder } from "./audio-link.ts";

export const KEPT_MS = 7 * 86_400_000;
/** What a lesser voice said because the better one could not: spoken anew once that may be well again. */
const STAND_IN_KEPT_MS = 3_600_000;
const STAND_IN = "stand_in";

export type AudioStore = Pick<R2Bucket, "get" | "put">;

export interface StoredAudio {
  audio: ArrayBuffer;
  by: VoiceName;
}

/** The words as the best voice said them that has said them, or `null`. A store that fails is one without the audio. */
export async function findStored(
  store: AudioStore,
  { organizationId, language, words }: AudioOrder,
  now: number,
): Promise<StoredAudio | null> {
  for (const by of voicesOf(language)) {
    try {
      const stored = await store.get(await audioKey(organizationId, by, language, words));
      if (stored === null) continue;
      const most = stored.customMetadata?.[STAND_IN] === undefined ? KEPT_MS : STAND_IN_KEPT_MS;
      if (now - stored.uploaded.getTime() <= most) return { audio: await stored.arrayBuffer(), by };
      await stored.body.cancel();
    } catch (error) {
      console.error(JSON.stringify({ event: "audio_store_failed", reason: String(error) }));
      return null;
    }
  }
  return null;
}

/** Keeps what a voice said under that voice's own key. */
export async function keepAudio(
  store: AudioStore,
  { organizationId, language, words }: AudioOrder,
  { audio, by }: StoredAudio,
  isStandIn: boolean,
): Promise<void> {
  const key = await audioKey(organizationId, by, language, words);
  await store.put(key, audio, isStandIn ? { customMetadata: { [STAND_IN]: "1" } } : {});
}

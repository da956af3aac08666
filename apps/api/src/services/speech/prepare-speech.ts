import { audioId } from "./audio-key.ts";
import { signAudioLink } from "./audio-link.ts";
import type { AudioOrder } from "./audio-link.ts";

/** Twelve seconds are 140 characters; nobody listens to more than twice that. */
const MAX_WORDS_CHARACTERS = 240;
/** Asterisk keeps URLs in buffers of 1,024 bytes. */
const MAX_URL_BYTES = 1000;
const MAX_CUTS = 12;

/**
 * Names the audio of some words and signs the URL under which a PBX fetches it. Nothing is spoken or stored yet.
 * Words that do not fit are cut at a word's end.
 * @returns `id`: content hash of what will be spoken; `url`: absolute, at most 1,000 bytes.
 */
export async function prepareSpeech(
  env: { AUDIO_ORIGIN: string; AUDIO_SIGNING_KEY: string },
  order: AudioOrder,
): Promise<{ id: string; url: string }> {
  let words = cutWords(order.words, MAX_WORDS_CHARACTERS);
  for (let cut = 0; cut < MAX_CUTS; cut += 1) {
    const id = await audioId(order.organizationId, order.language, words);
    const link = await signAudioLink(
      env.AUDIO_SIGNING_KEY,
      `/audio/${id}.wav`,
      { ...order, words },
      Date.now(),
    );
    const url = new URL(link, env.AUDIO_ORIGIN).href;
    if (url.length <= MAX_URL_BYTES) return { id, url };
    words = cutWords(words, Math.floor(Array.from(words).length * 0.8));
  }
  throw new Error(
    `the audio URL of ${order.organizationId} does not fit into ${MAX_URL_BYTES} bytes without any words`,
  );
}

function cutWords(words: string, most: number): string {
  const characters = Array.from(words);
  if (characters.length <= most) return words;
  const cut = characters.slice(0, most).join("");
  const end = cut.lastIndexOf(" ");
  return end > most / 2 ? cut.slice(0, end) : cut;
}

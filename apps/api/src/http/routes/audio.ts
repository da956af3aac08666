import { readAudioLink } from "../../services/speech/audio-link.ts";
import { loadSpeech } from "../../services/speech/load-speech.ts";
import type { AppContext } from "../context.ts";
import { problem } from "../problem.ts";

/** `GET /audio/:key.wav`: the link says what to speak and is signed; nothing else is looked up. */
export async function getAudio(c: AppContext): Promise<Response> {
  const order = await readAudioLink(c.env.AUDIO_SIGNING_KEY, c.req.path, c.req.query("t") ?? "", Date.now());
  if (order === null) return problem(c, "audio_link_invalid", "The link was changed or has expired.");
  const speech = await loadSpeech(c.env, order);
  if (!speech.ok) {
    console.warn(
      JSON.stringify({
        event: "speech_unavailable",
        request_id: c.get("requestId"),
        reason: speech.error.detail,
      }),
    );
    return problem(c, "speech_unavailable", "The words could not be spoken in time.", {
      headers: { "retry-after": "1" },
    });
  }
  const isKept = order.kept !== false;
  if (speech.source === "engine" && isKept) c.executionCtx.waitUntil(speech.store().catch(logStoreFailure));
  return c.body(speech.audio, 200, {
    "content-type": "audio/wav",
    "cache-control": isKept ? "max-age=86400" : "no-store",
    "x-speech-source": speech.source,
    ...(speech.by !== null && { "x-speech-engine": speech.by.engine }),
  });
}

/** The phone hears the words anyway; the next call speaks them anew. */
function logStoreFailure(error: unknown): void {
  console.error(JSON.stringify({ event: "audio_store_failed", reason: String(error) }));
}

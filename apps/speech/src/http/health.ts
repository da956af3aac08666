import { EMBEDDED_MILLISECONDS } from "../engine/deadlines.ts";
import type { Studio, Voice } from "../speak.ts";

/** Languages whose calls CallPing speaks. */
const LANGUAGES = ["en", "uk", "de", "pl", "es", "fr", "pt", "it"];
const HOW_TO =
  "Run `npm start` (it installs the voices), or build with CALLPING_VOICES set to the folder of libttspico-data; for uk, pl and pt deploy apps/speech-espeak, or run the RHVoice sidecar.";

/**
 * `200` either way: without voices the Worker still speaks, and says here which languages lack one, and which voices
 * rest after failures. Opens the embedded English voice.
 */
export async function health(studio: Studio): Promise<Response> {
  const problem = await openEnglish(studio);
  const voicesOf = (language: string) => studio.voices.get(language) ?? [];
  const mute = LANGUAGES.filter((language) => voicesOf(language).length === 0);
  const details = [
    ...(problem === null ? [] : [`The English voice does not open: ${problem}.`]),
    ...(mute.length > 0
      ? [`Calls in ${mute.join(", ")} are spoken by recorded prompts only. ${HOW_TO}`]
      : []),
  ];
  return Response.json({
    ok: true,
    /** The voice that speaks now. */
    voices: Object.fromEntries(LANGUAGES.map((language) => [language, speaking(voicesOf(language))])),
    engines: LANGUAGES.flatMap((language) => voicesOf(language).map((voice) => describe(language, voice))),
    prompts: studio.recordings.size,
    queue: studio.lane.length(),
    ...(details.length > 0 && { detail: details.join(" ") }),
  });
}

function speaking(voices: readonly Voice[]): string | null {
  return voices.find(({ breaker }) => breaker.state() === "closed")?.name ?? null;
}

function describe(language: string, { name, voice, breaker }: Voice) {
  return { language, engine: name, voice, breaker: breaker.state() };
}

/** What is wrong with the embedded English voice, or `null`. */
async function openEnglish(studio: Studio): Promise<string | null> {
  const voice = studio.voices.get("en")?.find(({ kind }) => kind === "embedded");
  if (voice === undefined) return null;
  const deadlineAt = studio.now() + EMBEDDED_MILLISECONDS;
  const left = () => deadlineAt - studio.now();
  try {
    await studio.lane.run(deadlineAt, () => voice.synthesise("CallPing.", left));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

import { EMBEDDED_MILLISECONDS, REMOTE_MILLISECONDS } from "./deadlines.ts";
import { readPcm } from "./pcm.ts";
import type { Engine, EngineAnswer } from "./types.ts";

/** Where an engine of ours answers `POST /speak { language, words, milliseconds }` with samples and `x-sample-rate`. */
export interface Place {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  url: string;
  token?: string;
}

/** The voices of eSpeak NG's own Worker, by language: the pieces of its data that are bundled there. */
export const ESPEAK_LANGUAGES = ["uk", "pl", "pt", "en", "de", "es", "fr", "it"] as const;
/** RHVoice's voices where the sidecar runs. */
export const RHVOICE_VOICES = { uk: "natalia", pl: "natan", pt: "Leticia-F123" } as const;

/** eSpeak NG behind a service binding: its licence is another (GPL-3.0), and so is its Worker. */
export function espeak(place: Place, language: string): Engine {
  return {
    name: "espeak",
    voice: language,
    kind: "remote",
    deadlineMilliseconds: EMBEDDED_MILLISECONDS,
    synthesise: (words, left) => ask(place, language, words, left()),
  };
}

/** RHVoice in the sidecar of a PBX host or of this machine. */
export function rhvoice(place: Place, language: keyof typeof RHVOICE_VOICES): Engine {
  return {
    name: "rhvoice",
    voice: RHVOICE_VOICES[language],
    kind: "remote",
    deadlineMilliseconds: REMOTE_MILLISECONDS,
    synthesise: (words, left) => ask(place, language, words, left()),
  };
}

async function ask(
  { fetch, url, token }: Place,
  language: string,
  words: string,
  milliseconds: number,
): Promise<EngineAnswer> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ language, words, milliseconds }),
    signal: AbortSignal.timeout(Math.max(1, milliseconds)),
    redirect: "manual",
  });
  const rate = Number(response.headers.get("x-sample-rate"));
  if (response.ok && !(Number.isInteger(rate) && rate >= 8000 && rate <= 48_000))
    return { ok: false, error: { reason: "failed", detail: `its samples have a rate of ${rate}` } };
  return readPcm(response, rate);
}

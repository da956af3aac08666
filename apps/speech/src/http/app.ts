import { describeFigures, figuresOf } from "../audio/figures.ts";
import { concat, silence } from "../audio/silence.ts";
import { encodeWav, SAMPLE_RATE } from "../audio/wav.ts";
import { type Spoken, speak, type Studio } from "../speak.ts";
import { health } from "./health.ts";
import { parseSpeechRequest } from "./parse-request.ts";
import { problem } from "./problem.ts";

/** People need this long to lift the phone to the ear. */
const HEAD_SECONDS = 0.5;
const TAIL_SECONDS = 0.2;

/** `POST /speech` and `GET /health`: the Worker's whole contract, docs/speech.md. */
export async function handle(studio: Studio, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/health" && request.method === "GET") return health(studio);
  if (pathname !== "/speech")
    return problem(404, "not_found", "Nothing lives here", "POST /speech speaks, GET /health reports.");
  if (request.method !== "POST") {
    return problem(405, "method_not_allowed", "Use POST", "POST { language, words, fallback } to /speech.");
  }
  const parsed = parseSpeechRequest(await request.text());
  if (!parsed.ok) {
    return problem(
      400,
      parsed.error.reason,
      "These words cannot be spoken",
      `${parsed.error.detail} Until then the call uses recorded prompts.`,
    );
  }
  const startedAt = studio.now();
  const spoken = await speak(studio, parsed.request);
  return audio(spoken, parsed.request.words, studio.now() - startedAt);
}

function audio(spoken: Spoken, words: string, workMilliseconds: number): Response {
  const samples = concat([silence(HEAD_SECONDS), spoken.samples, silence(TAIL_SECONDS)]);
  const headers = new Headers({
    "content-type": "audio/wav",
    "x-speech-source": spoken.source,
    "x-speech-engine": spoken.source === "engine" ? spoken.engine : "none",
    "x-speech-voice": spoken.source === "engine" ? spoken.voice : "none",
    "x-speech-milliseconds": String(Math.round((samples.length / SAMPLE_RATE) * 1000)),
    "x-speech-work-milliseconds": String(workMilliseconds),
    "x-speech-measured": describeFigures(
      figuresOf(samples, words),
      spoken.source === "engine" ? spoken.clippedShare : 0,
    ),
  });
  if (spoken.source === "engine" && spoken.standIn) headers.set("x-speech-stand-in", "1");
  if (spoken.source === "prompts") {
    headers.set("x-speech-reason", spoken.reason);
    headers.set("x-speech-prompts", spoken.prompts.join(" "));
    console.warn(`recorded prompts took over: ${spoken.reason}: ${spoken.detail}`);
  }
  return new Response(encodeWav(samples), { headers });
}

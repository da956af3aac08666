import data from "../dist/espeak-ng.bin";
import { isSpoken, synthesise } from "./engine.ts";

const MAX_WORDS_CHARACTERS = 600;
const MAX_BODY_CHARACTERS = 16_384;

/** `POST /speak { language, words }` → raw samples (s16le, mono) with their rate in `x-sample-rate`. Nothing else lives here. */
export default {
  async fetch(request): Promise<Response> {
    if (new URL(request.url).pathname !== "/speak" || request.method !== "POST")
      return refusal(404, "POST { language, words } to /speak.");
    const order = readOrder(await request.text());
    if (order === null)
      return refusal(400, `Send { language, words } with 1 to ${MAX_WORDS_CHARACTERS} characters of words.`);
    if (!isSpoken(order.language)) return refusal(422, `There is no voice for ${order.language} here.`);
    const { samples, rate } = await synthesise(data, order.language, order.words);
    return new Response(samples, {
      headers: { "content-type": "application/octet-stream", "x-sample-rate": String(rate) },
    });
  },
} satisfies ExportedHandler;

function readOrder(body: string): { language: string; words: string } | null {
  if (body.length > MAX_BODY_CHARACTERS) return null;
  const order = parseJson(body);
  if (typeof order !== "object" || order === null) return null;
  const { language, words }: { language?: unknown; words?: unknown } = order;
  if (typeof language !== "string" || typeof words !== "string") return null;
  if (words.trim() === "" || words.length > MAX_WORDS_CHARACTERS) return null;
  return { language, words };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function refusal(status: number, detail: string): Response {
  return Response.json(
    {
      title: "eSpeak does not speak this",
      status,
      detail: `${detail} Until then the call uses recorded prompts.`,
    },
    { status, headers: { "content-type": "application/problem+json" } },
  );
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { audioKey } from "../../services/speech/audio-key.ts";
import { prepareSpeech } from "../../services/speech/prepare-speech.ts";
import { openHarness } from "../testing/harness.ts";
import type { Harness } from "../testing/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.dispose());

/** A WAV header (RIFF, 44 bytes) and some samples. */
function wav(fill: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(144).fill(fill, 44);
  bytes.set(new TextEncoder().encode("RIFF"));
  return bytes;
}

const asked: unknown[] = [];
function speechAnswers(source: string, body: Uint8Array<ArrayBuffer>): void {
  harness.neighbours.speech = (request) => {
    asked.push(request.json());
    return new Response(body, { headers: { "content-type": "audio/wav", "x-speech-source": source } });
  };
}
beforeEach(() => {
  asked.length = 0;
});

async function link(words: string) {
  const order = {
    organizationId: harness.organizationId,
    language: "en",
    words,
    fallback: ["en/critical-alert"],
  };
  const { id, url } = await prepareSpeech(harness.env, order);
  return { id, path: url.slice(harness.env.AUDIO_ORIGIN.length) };
}

async function fetchAudio(path: string) {
  const answer = await harness.request(path);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  await Promise.all(harness.background);
  return { answer, bytes };
}

describe("GET /audio", () => {
  it("speaks the words once, and the next call hears the stored audio", async () => {
    speechAnswers("engine", wav(1));
    const first = await link("Database primary is down.");
    const spoken = await fetchAudio(first.path);
    expect([
      spoken.answer.status,
      spoken.answer.headers.get("content-type"),
      spoken.answer.headers.get("cache-control"),
    ]).toEqual([200, "audio/wav", "max-age=86400"]);
    expect(spoken.bytes).toEqual(wav(1));
    expect(await Promise.all(asked)).toEqual([
      { language: "en", words: "Database primary is down.", fallback: ["en/critical-alert"] },
    ]);
    expect(await harness.audio.head(audioKey(harness.organizationId, first.id))).not.toBeNull();

    speechAnswers("engine", wav(2));
    const again = await fetchAudio((await link("Database primary is down.")).path);
    expect([again.bytes, again.answer.headers.get("x-speech-source"), asked.length]).toEqual([
      wav(1),
      "stored",
      1,
    ]);
  });

  it("never stores recorded prompts under the words' own key", async () => {
    speechAnswers("prompts", wav(3));
    const { id, path } = await link("Queue is long.");
    expect((await fetchAudio(path)).bytes).toEqual(wav(3));
    expect(await harness.audio.head(audioKey(harness.organizationId, id))).toBeNull();
  });

  it("keeps every header line short enough for Asterisk", async () => {
    speechAnswers("engine", wav(4));
    const { answer } = await fetchAudio((await link("Short headers.")).path);
    for (const [name, value] of answer.headers) expect(`${name}: ${value}`.length).toBeLessThan(1023);
  });

  it.each([
    ["is down", () => new Response(null, { status: 503 })],
    [
      "cannot be reached",
      () => {
        throw new Error("connection refused");
      },
    ],
    ["sends no audio", () => new Response("<html>", { headers: { "x-speech-source": "engine" } })],
  ])(
    "answers 503 when the speech Worker %s, so that the PBX plays its own prompts",
    async (_, speech: (request: Request) => Response) => {
      harness.neighbours.speech = speech;
      const { id, path } = await link("Nobody can say this.");
      expect((await fetchAudio(path)).answer.status).toBe(503);
      expect(await harness.audio.head(audioKey(harness.organizationId, id))).toBeNull();
    },
  );

  it("refuses a link that was changed, without speaking", async () => {
    speechAnswers("engine", wav(5));
    const { path } = await link("Words of ours.");
    const other = await link("Other words.");
    expect((await harness.request(path.replace("/audio/", "/audio/0"))).status).toBe(403);
    expect(
      (await harness.request(path.replace(/\?t=.*/, other.path.slice(other.path.indexOf("?"))))).status,
    ).toBe(403);
    expect((await harness.request(path.replace(/\?t=.*/, ""))).status).toBe(403);
    expect(asked).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { VoiceName } from "@callping/domain/speech/voices";
import { audioKey } from "../../services/speech/audio-key.ts";
import { prepareSpeech } from "../../services/speech/prepare-speech.ts";
import { findStored } from "../../services/speech/stored-audio.ts";
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

const PICO = { engine: "pico", voice: "en-US_lh0" } as const;
const AURA = { engine: "aura", voice: "aura-2-en-luna" } as const;

const asked: unknown[] = [];
function speechAnswers(
  source: string,
  body: Uint8Array<ArrayBuffer>,
  by: { engine: string; voice: string } = PICO,
  more: Record<string, string> = {},
): void {
  harness.neighbours.speech = (request) => {
    asked.push(request.json());
    const voice = { "x-speech-engine": by.engine, "x-speech-voice": by.voice };
    return new Response(body, {
      headers: { "content-type": "audio/wav", "x-speech-source": source, ...voice, ...more },
    });
  };
}
const keyOf = (words: string, by: VoiceName = PICO, organizationId = harness.organizationId) =>
  audioKey(organizationId, by, "en", words);
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
  const { url } = await prepareSpeech(harness.env, order);
  return { path: url.slice(harness.env.AUDIO_ORIGIN.length) };
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
    expect(await harness.audio.head(await keyOf("Database primary is down."))).not.toBeNull();

    speechAnswers("engine", wav(2));
    const again = await fetchAudio((await link("Database primary is down.")).path);
    expect([again.bytes, again.answer.headers.get("x-speech-source"), asked.length]).toEqual([
      wav(1),
      "stored",
      1,
    ]);
  });

  it("never stores recorded prompts under the words' own key", async () => {
    const before = (await harness.audio.list({ prefix: "speech/" })).objects.length;
    speechAnswers("prompts", wav(3));
    const { path } = await link("Queue is long.");
    expect((await fetchAudio(path)).bytes).toEqual(wav(3));
    expect((await harness.audio.list({ prefix: "speech/" })).objects.length).toBe(before);
  });

  it("keeps each voice's audio apart, and each organization's", async () => {
    speechAnswers("engine", wav(6));
    await fetchAudio((await link("Disk is full.")).path);
    const keys = await Promise.all([
      keyOf("Disk is full."),
      keyOf("Disk is full.", AURA),
      keyOf("Disk is full.", PICO, "org_other"),
    ]);
    expect(new Set(keys).size).toBe(3);
    expect(await Promise.all(keys.map(async (key) => (await harness.audio.head(key)) !== null))).toEqual([
      true,
      false,
      false,
    ]);
    // The better voice's is taken once it is there.
    await harness.audio.put(await keyOf("Disk is full.", AURA), wav(7));
    expect((await fetchAudio((await link("Disk is full.")).path)).bytes).toEqual(wav(7));
  });

  it("hears a stand-in's audio again for an hour, then the better voice", async () => {
    speechAnswers("engine", wav(8), PICO, { "x-speech-stand-in": "1" });
    const order = { organizationId: harness.organizationId, language: "en", words: "A wire.", fallback: [] };
    await fetchAudio((await link(order.words)).path);
    const later = async (hours: number) =>
      (await findStored(harness.audio, order, Date.now() + hours * 3_600_000))?.by ?? null;
    expect(await later(0.9)).toEqual(PICO);
    expect(await later(1.1)).toBeNull();
  });

  it("plays nothing that is older than seven days, though the sweep has not come by", async () => {
    await harness.audio.put(await keyOf("Old words."), wav(9));
    const order = {
      organizationId: harness.organizationId,
      language: "en",
      words: "Old words.",
      fallback: [],
    };
    const at = (days: number) => findStored(harness.audio, order, Date.now() + days * 86_400_000);
    expect(await at(6.9)).not.toBeNull();
    expect(await at(7.1)).toBeNull();
  });

  it("stores nothing of a voice that is unknown here", async () => {
    speechAnswers("engine", wav(10), { engine: "pico", voice: "of-tomorrow" });
    const { answer } = await fetchAudio((await link("A new voice.")).path);
    expect([answer.status, answer.headers.get("x-speech-source")]).toEqual([200, "prompts"]);
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
      const { path } = await link("Nobody can say this.");
      expect((await fetchAudio(path)).answer.status).toBe(503);
      for (const by of [PICO, AURA])
        expect(await harness.audio.head(await keyOf("Nobody can say this.", by))).toBeNull();
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

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audioId } from "./audio-key.ts";
import { readAudioLink, signAudioLink } from "./audio-link.ts";
import type { AudioOrder } from "./audio-link.ts";
import { prepareSpeech } from "./prepare-speech.ts";

const env = { AUDIO_ORIGIN: "https://api.callping.example", AUDIO_SIGNING_KEY: "7a".repeat(32) };
const order: AudioOrder = {
  organizationId: "org_01K00000000000000000000000",
  language: "en",
  words: "CallPing for Acme. Critical: database primary is down on db one.",
  fallback: ["en/callping", "en/critical-alert"],
};

async function read(url: string, nowMs = Date.now(), key = env.AUDIO_SIGNING_KEY) {
  const { pathname, searchParams } = new URL(url);
  return readAudioLink(key, pathname, searchParams.get("t") ?? "", nowMs);
}

describe("prepareSpeech", () => {
  it("names the audio by its content and signs a link that carries what is to be spoken", async () => {
    const { id, url } = await prepareSpeech(env, order);
    expect(id).toBe(await audioId(order.organizationId, "en", order.words));
    expect(new URL(url).pathname).toBe(`/audio/${id}.wav`);
    expect(await read(url)).toEqual(order);
  });

  it("gives the same words the same URL for half an hour, and every organization and language its own", async () => {
    const at = (minutes: number) =>
      signAudioLink(env.AUDIO_SIGNING_KEY, "/audio/x.wav", order, minutes * 60_000);
    expect(await at(61)).toBe(await at(89));
    expect(await at(61)).not.toBe(await at(91));
    const base = await prepareSpeech(env, order);
    expect((await prepareSpeech(env, { ...order, organizationId: "org_b" })).id).not.toBe(base.id);
    expect((await prepareSpeech(env, { ...order, language: "de" })).id).not.toBe(base.id);
  });

  it("makes URLs that Asterisk can play, whatever the words", async () => {
    const words = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 400 }),
      fc.string({ unit: fc.constantFrom(...Array.from("базаданихнедоступна ")), maxLength: 400 }),
    );
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const { url } = await prepareSpeech(env, { ...order, words: text });
        expect(url.length).toBeLessThanOrEqual(1000);
        expect(new URL(url).pathname.length).toBeGreaterThanOrEqual(64);
        expect(new URL(url).pathname).toMatch(/\.wav$/);
        expect(url).toMatch(/^[A-Za-z0-9_.~:/?=-]+$/);
        const spoken = await read(url);
        expect(text.startsWith(spoken?.words ?? "-")).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps 240 Ukrainian characters whole", async () => {
    const words = "Критично: основна база даних недоступна на сервері два. ".repeat(5).slice(0, 240).trim();
    expect((await read((await prepareSpeech(env, { ...order, words })).url))?.words).toBe(words);
  });
});

describe("a link", () => {
  it("carries few words as they are and many of them compressed", async () => {
    const packed = async (words: string): Promise<string> =>
      new URL((await prepareSpeech(env, { ...order, words })).url).searchParams.get("t") ?? "";
    expect(await packed(order.words)).toMatch(/^~/);
    expect(await packed("Критично: ".repeat(24).trim())).toMatch(/^[^~]/);
  });

  it("is refused when anything of it was changed", async () => {
    const { url } = await prepareSpeech(env, order);
    const other = await prepareSpeech(env, { ...order, words: "Something else." });
    const token = new URL(url).searchParams.get("t") ?? "";
    const [packed = "", signature = ""] = token.split(".");
    const foreign = new URL(other.url).searchParams.get("t")?.split(".")[0] ?? "";
    const tampered = [
      url.replace("/audio/", "/audio/0"),
      url.replace(packed, foreign),
      url.replace(signature, signature.slice(0, -2) + (signature.endsWith("AA") ? "BB" : "AA")),
      url.replace(`.${signature}`, ""),
      url.replace(signature, ""),
      `${url}.x`,
    ];
    for (const link of tampered) expect(await read(link)).toBeNull();
    expect(await read(url, Date.now(), "7b".repeat(32))).toBeNull();
  });

  it("lives an hour at least and an hour and a half at most", async () => {
    const { url } = await prepareSpeech(env, order);
    expect(await read(url, Date.now() + 3_590_000)).not.toBeNull();
    expect(await read(url, Date.now() + 5_401_000)).toBeNull();
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CODE_LANGUAGES, CODE_PROMPT_NAMES, codePromptWords } from "@callping/domain/words/code-prompts";
import { PROMPTS } from "@callping/domain/words/prompts";
import { describe, expect, it } from "vitest";
import { activeSpeechDb } from "../audio/level.ts";
import { decodeMulaw } from "../audio/mulaw.ts";
import { audibleRange } from "../audio/silence.ts";
import { joinPrompts } from "./join.ts";
import { type PromptManifest, textHash } from "./manifest.ts";
import { packPrompts, unpackPrompts } from "./pack.ts";

const FOLDER = join(import.meta.dirname, "../../../../pbx/prompts");
const manifest: PromptManifest = JSON.parse(readFileSync(join(FOLDER, "en/manifest.json"), "utf8"));

describe("recorded prompts", () => {
  it("are those of the manifest, no more and no fewer", () => {
    const files = readdirSync(join(FOLDER, "en")).flatMap((name) =>
      name.endsWith(".ulaw") ? [`en/${name.slice(0, -5)}`] : [],
    );
    expect(files.toSorted()).toEqual(Object.keys(PROMPTS).toSorted());
    expect(Object.keys(manifest).toSorted()).toEqual(Object.keys(PROMPTS).toSorted());
  });

  it.each(Object.entries(PROMPTS))("%s: “%s”", async (id, words) => {
    const recording = new Uint8Array(readFileSync(join(FOLDER, `${id}.ulaw`)));
    expect(manifest[id], "the text changed: node apps/speech/scripts/make-prompts.ts").toEqual({
      text_sha256: await textHash(words),
      bytes: recording.length,
    });
    const samples = decodeMulaw(recording);
    const heard = audibleRange(samples);
    expect(samples.length / 8000).toBeGreaterThan(0.2);
    expect(samples.length / 8000).toBeLessThan(15);
    expect(Math.abs(activeSpeechDb(samples) + 16)).toBeLessThan(1.5);
    expect(heard?.from ?? 8000).toBeLessThanOrEqual(0.1 * 8000);
    expect(samples.length - (heard?.to ?? 0)).toBeLessThanOrEqual(0.2 * 8000);
  });
});

describe("prompts of code calls", () => {
  const foreign = CODE_LANGUAGES.filter((language) => language !== "en");
  it.each(foreign)("are all recorded in %s, as loud and as long as the English ones", async (language) => {
    const texts: PromptManifest = JSON.parse(readFileSync(join(FOLDER, language, "manifest.json"), "utf8"));
    const files = readdirSync(join(FOLDER, language)).filter((name) => name.endsWith(".ulaw"));
    expect(files.map((name) => name.slice(0, -5)).toSorted()).toEqual([...CODE_PROMPT_NAMES].toSorted());
    for (const name of CODE_PROMPT_NAMES) {
      const recording = new Uint8Array(readFileSync(join(FOLDER, language, `${name}.ulaw`)));
      expect(texts[`${language}/${name}`]).toEqual({
        text_sha256: await textHash(codePromptWords(language, name)),
        bytes: recording.length,
      });
      const samples = decodeMulaw(recording);
      const heard = audibleRange(samples);
      expect([name, samples.length / 8000 > 0.2 && samples.length / 8000 < 15]).toEqual([name, true]);
      expect([name, Math.abs(activeSpeechDb(samples) + 16) < 1.5]).toEqual([name, true]);
      expect([name, (heard?.from ?? 8000) <= 800]).toEqual([name, true]);
      expect([name, samples.length - (heard?.to ?? 0) <= 1600]).toEqual([name, true]);
    }
  });

  it("leave half a second of silence between two digits", () => {
    const pause = decodeMulaw(new Uint8Array(readFileSync(join(FOLDER, "pause/digit.ulaw"))));
    expect(audibleRange(pause)).toBeNull();
    expect(pause.length / 8000).toBe(0.5);
  });
});

describe("the pack", () => {
  const recordings = new Map([
    ["en/a", Uint8Array.of(1, 2, 3)],
    ["en/callping", Uint8Array.of(4)],
    ["en/general", Uint8Array.of(5, 6)],
  ]);

  it("gives back what was packed and refuses a torn one", () => {
    const pack = packPrompts(recordings).buffer;
    expect(unpackPrompts(pack)).toEqual(recordings);
    expect(() => unpackPrompts(pack.slice(0, -1))).toThrow(/length|pack/i);
  });

  it("joins what is known, in order, and says the general sentence for nothing", () => {
    expect(joinPrompts(recordings, ["en/a", "en/none", "en/general"]).ids).toEqual(["en/a", "en/general"]);
    expect(joinPrompts(recordings, ["en/none"]).ids).toEqual(["en/callping", "en/general"]);
    expect(joinPrompts(recordings, ["en/a"]).samples.length).toBe(3 + 1200);
  });
});

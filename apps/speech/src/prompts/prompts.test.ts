import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROMPT_LANGUAGES } from "@callping/domain/prompts/names";
import { promptTexts } from "@callping/domain/prompts/prompts";
import { describe, expect, it } from "vitest";
import { activeSpeechDb } from "../audio/level.ts";
import { decodeMulaw } from "../audio/mulaw.ts";
import { audibleRange } from "../audio/silence.ts";
import { joinPrompts } from "./join.ts";
import { type PromptManifest, textHash } from "./manifest.ts";
import { packPrompts, unpackPrompts } from "./pack.ts";

const FOLDER = join(import.meta.dirname, "../../../../pbx/prompts");

describe.each(PROMPT_LANGUAGES)("recorded prompts in %s", (language) => {
  const manifest: PromptManifest = JSON.parse(readFileSync(join(FOLDER, language, "manifest.json"), "utf8"));
  const texts = promptTexts(language);

  it("are those of the texts and the manifest, no more and no fewer", () => {
    const files = readdirSync(join(FOLDER, language)).flatMap((name) =>
      name.endsWith(".ulaw") ? [`${language}/${name.slice(0, -5)}`] : [],
    );
    const ids = texts.map(([id]) => id).toSorted();
    expect(files.toSorted()).toEqual(ids);
    expect(Object.keys(manifest).toSorted()).toEqual(ids);
  });

  it.each(texts)("%s: “%s”", async (id, words) => {
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

describe("the pause", () => {
  it("leaves half a second of silence between two digits", () => {
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

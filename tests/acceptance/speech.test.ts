import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it, vi } from "vitest";
import { correlate } from "../harness/correlate.ts";
import { placesHeard, readMuLaw, readWav, samplesOfWav, type Samples } from "../harness/hearing.ts";
import { PROMPTS } from "../harness/installation.ts";
import { onStage, useStage } from "./stage.ts";

useStage();

/** What the speech Worker renders of these words: the same as for the call, since a voice's speech depends on its words alone. */
async function render(language: string, words: string): Promise<{ engine: string | null; samples: Samples }> {
  const { speech } = JSON.parse(readFileSync(join(inject("stage").stateDir, "addresses.json"), "utf8")) as {
    speech: { host: string; port: number };
  };
  return vi.waitFor(
    async () => {
      const answer = await fetch(`http://${speech.host}:${speech.port}/speech`, {
        method: "POST",
        body: JSON.stringify({ language, words }),
      });
      const wav = Buffer.from(await answer.arrayBuffer());
      expect(answer.headers.get("x-speech-source")).toBe("engine");
      return { engine: answer.headers.get("x-speech-engine"), samples: samplesOfWav(wav) };
    },
    { timeout: 30_000, interval: 500 },
  );
}

describe("what reaches the handset is what was rendered", () => {
  it.each([["en", "pico", "Main database is down", /database is down/i, "en/menu"]])(
    "in %s, spoken by %s, the alert before the menu",
    async (language, engine, title, said, menu) => {
      const { scene, numbers } = await onStage(`heard ${language}`);
      const [ada = ""] = numbers;
      const phone = scene
        .expectCall(ada)
        .hear(said)
        .hear(/acknowledge/i)
        .press("1");
      const { alerts } = await scene.alert({ title, severity: "critical" });
      const { call } = await phone.done();
      const spoken = await scene.entry(alerts[0]?.id ?? "", "spoken", ({ data }) => said.test(data.words));
      // The alert is one piece of speech, and no recorded prompt.
      expect(spoken.data.audio_ids).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);

      const rendered = await render(language, spoken.data.words);
      expect(rendered.engine).toBe(engine);
      const recording = readWav(join(inject("stage").recordings, `${call.channelId}.wav`));
      const heard = correlate(recording, rendered.samples);
      const [menuAt] = placesHeard(recording, readMuLaw(join(PROMPTS, `${menu}.ulaw`)));
      console.log(
        `${language}: correlation ${heard.correlation.toFixed(3)}, the message at ${(heard.at / 8000).toFixed(2)} s, the menu at ${((menuAt ?? NaN) / 8000).toFixed(2)} s`,
      );
      expect(heard.correlation).toBeGreaterThanOrEqual(0.9);
      // The menu begins when the alert has been said; a starved machine may swallow a few packets of it.
      expect(menuAt).toBeGreaterThan(heard.at + rendered.samples.length - 8000);
      // Another language's voice, or the same voice with other words, is not taken for it.
      const other = await render("en", "Everything is well, and nothing needs anybody's attention tonight.");
      expect(correlate(recording, other.samples).correlation).toBeLessThan(0.5);
    },
  );
});

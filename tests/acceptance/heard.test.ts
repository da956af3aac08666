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

/**
 * An alert of each language, the words of it that must be said, and the engines that may say them. Not of eSpeak's: it renders
 * the same words a little differently each time, so that what is rendered here is not what was sent there.
 */
const CALLS: readonly [language: string, title: string, said: RegExp, engines: readonly string[]][] = [
  ["en", "Main database is down", /database is down/i, ["pico"]],
  ["de", "Die Hauptdatenbank ist nicht erreichbar", /datenbank ist nicht erreichbar/i, ["pico"]],
  ["es", "La base de datos principal no responde", /base de datos principal no responde/i, ["pico"]],
  ["fr", "La base de données principale est en panne", /base de données principale est en panne/i, ["pico"]],
  ["it", "Il database principale non risponde", /database principale non risponde/i, ["pico"]],
];

describe("what reaches the handset is what was rendered", () => {
  it.each(CALLS)("in %s, the alert before the menu", async (language, title, said, engines) => {
    const { scene, numbers } = await onStage(`heard ${language}`);
    const [ada = ""] = numbers;
    const phoneId = scene.organization.phones[ada] ?? "";
    expect(await scene.request(`/numbers/${phoneId}`, "PATCH", { language })).toMatchObject({ status: 200 });
    // Opens the voice, as the first call of a day would: a machine that rings many phones beside may take long for it.
    await render(language, title);
    const phone = scene.expectCall(ada).ringFor(5).hear(said).hear(/./).press("1");
    const { alerts } = await scene.alert({ title, severity: "critical" });
    const { call, heard } = await phone.done();
    const spoken = await scene.entry(alerts[0]?.id ?? "", "spoken", ({ data }) => said.test(data.words));
    // The alert is one piece of speech, and no recorded prompt.
    expect(spoken.data.audio_ids).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);

    const rendered = await render(language, spoken.data.words);
    expect(engines).toContain(rendered.engine);
    const recording = readWav(join(inject("stage").recordings, `${call.channelId}.wav`));
    const message = correlate(recording, rendered.samples);
    const [menuAt = NaN] = placesHeard(recording, readMuLaw(join(PROMPTS, language, "menu.ulaw")));
    console.log(
      `${language} by ${rendered.engine}: correlation ${message.correlation.toFixed(3)}, the message at ${(message.at / 8000).toFixed(2)} s, the menu at ${(menuAt / 8000).toFixed(2)} s: ${heard.join(" / ")}`,
    );
    expect(message.correlation).toBeGreaterThanOrEqual(0.9);
    // The menu begins when the alert has been said; a starved machine may swallow a few packets of it.
    expect(menuAt).toBeGreaterThan(message.at + rendered.samples.length - 8000);
    // The voice of another language is not taken for it.
    const other = await render(
      language === "en" ? "de" : "en",
      spoken.data.words.replaceAll(/\P{ASCII}/gu, "e"),
    );
    expect(correlate(recording, other.samples).correlation).toBeLessThan(0.6);
  });
});

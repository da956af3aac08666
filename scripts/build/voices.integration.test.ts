import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workerOptions } from "../start/runtime/worker-options.ts";
import { chooseAddresses } from "../start/state/addresses.ts";
import { tmpdir } from "node:os";
import { buildBundles, type Bundles, loadManifest, REPOSITORY_ROOT } from "./bundle.ts";

/** A Worker may have 10 MB compressed; the rest is for what comes. */
const MOST_BYTES = 9_000_000;
const VOICES = join(REPOSITORY_ROOT, ".callping/voices");

const TEXTS: Readonly<Record<string, string>> = {
  uk: "Колпінг для Акме. Критично: основна база даних недоступна на сервері два. Почалося дванадцять хвилин тому.",
  pl: "CallPing dla Acme. Krytyczny: główna baza danych na serwerze dwa nie odpowiada. Od dwunastu minut.",
  pt: "CallPing para Acme. Crítico: o banco de dados principal do servidor dois está fora do ar. Há doze minutos.",
  en: "CallPing for Acme. Critical: the primary database is down on server two. Began twelve minutes ago.",
  de: "CallPing für Acme. Kritisch: Die Hauptdatenbank auf Server zwei ist nicht erreichbar. Seit zwölf Minuten.",
  es: "CallPing para Acme. Crítico: la base de datos principal del servidor dos no responde. Empezó hace doce minutos.",
  fr: "CallPing pour Acme. Critique : la base de données principale du serveur deux est en panne. Depuis douze minutes.",
  it: "CallPing per Acme. Critico: il database principale del server due non risponde. Iniziato dodici minuti fa.",
};

describe("the bundles with voices", () => {
  let bundles: Bundles;
  let folder: string;
  let running: Miniflare;

  const size = (bundle: string) => {
    const files = readdirSync(bundle, { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(join(bundle, name)).isFile() && !/\.(?:map|md)$|manifest\.json$/.test(name))
      .map((name) => readFileSync(join(bundle, name)));
    return gzipSync(Buffer.concat(files)).length;
  };
  const speakOnce = async (language: string, words: string) => {
    const response = await running.dispatchFetch("http://speech/speech", {
      method: "POST",
      body: JSON.stringify({ language, words, fallback: [] }),
    });
    const { byteLength } = await response.arrayBuffer();
    const seconds = (byteLength - 44) / 16_000;
    return {
      engine: response.headers.get("x-speech-engine"),
      reason: response.headers.get("x-speech-reason"),
      seconds,
    };
  };
  /** On a machine that is busy with other tests a voice may miss its two seconds; the next try is as good a proof. */
  const speak = async (language: string, words: string) => {
    let spoken = await speakOnce(language, words);
    for (let n = 1; n < 5 && /^(?:busy|deadline|resting)$/.test(spoken.reason ?? ""); n += 1)
      spoken = await speakOnce(language, words);
    return spoken;
  };

  beforeAll(async () => {
    bundles = await buildBundles({ voices: VOICES });
    folder = mkdtempSync(join(tmpdir(), "voices-"));
    const chosen = await chooseAddresses(folder, null);
    if (!chosen.ok || bundles.espeak === null) throw new Error("no addresses, or no apps/speech-espeak");
    const { addresses } = chosen;
    const speech = await loadManifest(bundles.speech);
    const espeak = await loadManifest(bundles.espeak);
    running = new Miniflare({
      workers: [
        workerOptions({
          bundleDir: bundles.speech,
          manifest: speech,
          socket: addresses.speech,
          services: { [espeak.name]: addresses.espeak },
        }),
        workerOptions({ bundleDir: bundles.espeak, manifest: espeak, socket: addresses.espeak }),
      ],
    });
    await running.ready;
  });
  afterAll(async () => {
    await running.dispose();
    rmSync(folder, { recursive: true });
  });

  it("are small enough for a Worker", () => {
    expect(size(bundles.speech)).toBeGreaterThan(4_000_000);
    expect(size(bundles.speech)).toBeLessThan(MOST_BYTES);
    expect(size(bundles.espeak ?? "")).toBeLessThan(1_500_000);
  });

  it.each([
    ["en", "pico"],
    ["de", "pico"],
    ["es", "pico"],
    ["fr", "pico"],
    ["it", "pico"],
    ["uk", "espeak"],
    ["pl", "espeak"],
    ["pt", "espeak"],
    ["pt-BR", "espeak"],
  ])("speak %s by %s, as fast as a person", async (language, engine) => {
    const words = TEXTS[language.slice(0, 2)] ?? "";
    const spoken = await speak(language, words);
    expect([spoken.engine, spoken.reason]).toEqual([engine, null]);
    const rate = words.length / (spoken.seconds - 0.7);
    expect(rate).toBeGreaterThan(8);
    expect(rate).toBeLessThan(18);
  });

  it("say nothing that a text of theirs tells them to", async () => {
    const answer = await running.dispatchFetch("http://speech/speech", {
      method: "POST",
      body: JSON.stringify({ language: "uk", words: "[[h@l'oU]] <break/>", fallback: [] }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: "unspeakable" }]);
  });

  it("report every language's voice", async () => {
    const health = await (await running.dispatchFetch("http://speech/health")).json();
    expect(health).toMatchObject({
      ok: true,
      voices: {
        en: "pico",
        de: "pico",
        es: "pico",
        fr: "pico",
        it: "pico",
        uk: "espeak",
        pl: "espeak",
        pt: "espeak",
      },
    });
    expect(health).not.toHaveProperty("detail");
  });
});

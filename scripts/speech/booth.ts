import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

import { fromInt16, WAV_HEADER_BYTES } from "@callping/speech/audio/wav";
import { trim } from "@callping/speech/audio/silence";
import { findRhvoice } from "@callping/speech/sidecar/rhvoice";
import { startSidecar } from "@callping/speech/sidecar/server";
import { Miniflare, type WorkerOptions } from "miniflare";

import { cpuMs } from "../bench/measure/processes.ts";
import { type Bundles, loadManifest } from "../build/bundle.ts";
import { workerOptions } from "../start/runtime/worker-options.ts";
import type { Language } from "./corpus.ts";

/** Engines that speak on one machine. Aura-2 speaks in production only: what the table would measure here is a stand-in. */
export const ENGINES = ["pico", "espeak", "rhvoice"] as const;
export type EngineName = (typeof ENGINES)[number];

export interface Utterance {
  /** What is audible of the file, at 8 kHz. */
  samples: Float32Array;
  fileSeconds: number;
  /** CPU time of the whole synthesis in steps of 10 ms: of workerd, or of the native program. */
  cpuMs: number;
  /** `x-speech-measured` by its names. */
  measured: Record<string, number>;
}

/** A speech Worker that has one engine and nothing else. */
export interface Booth {
  engine: EngineName;
  /** Its voice of a language, as the Worker itself says at /health; `null` when it has none. */
  voiceOf(language: Language): Promise<string | null>;
  /** Rejects when it did not say the words: recorded prompts are not what is measured. */
  say(language: Language, words: string): Promise<Utterance>;
  close(): Promise<void>;
}

/** The production bundles with and without the voices' data. */
export interface Studios {
  withVoices: Bundles;
  withoutVoices: Bundles;
}

/** `null` where the engine is not installed. */
export async function openBooth(engine: EngineName, studios: Studios): Promise<Booth | null> {
  const bundles = engine === "pico" ? studios.withVoices : studios.withoutVoices;
  if (engine === "espeak" && bundles.espeak === null) return null;
  const sidecar = engine === "rhvoice" ? await openSidecar() : null;
  if (engine === "rhvoice" && sidecar === null) return null;
  const speech = await optionsOf(bundles.speech, sidecar?.vars);
  const workers = [speech];
  if (engine === "espeak" && bundles.espeak !== null) {
    const espeak = await optionsOf(bundles.espeak);
    Object.assign(speech.config.env ?? {}, { ESPEAK: { type: "worker", worker: espeak.config.name } });
    workers.push(espeak);
  }
  const runtime = new Miniflare({ workers, cf: false, telemetry: { enabled: false } });
  await runtime.ready;
  return {
    engine,
    voiceOf: async (language) => {
      const health = await runtime.dispatchFetch("http://speech/health");
      const { engines } = (await health.json()) as {
        engines: Record<"language" | "engine" | "voice", string>[];
      };
      return engines.find((one) => one.language === language && one.engine === engine)?.voice ?? null;
    },
    say: (language, words) => say(runtime, engine, language, words),
    close: async () => {
      await runtime.dispose();
      await sidecar?.close();
    },
  };
}

/** A Worker by itself: reached through Miniflare, not over a socket of its own. */
async function optionsOf(bundleDir: string, vars: Record<string, string> = {}): Promise<WorkerOptions> {
  const socket = { host: "127.0.0.1", port: 0 };
  const { config } = workerOptions({ bundleDir, manifest: await loadManifest(bundleDir), socket, vars });
  return { config };
}

async function openSidecar(): Promise<{ vars: Record<string, string>; close(): Promise<void> } | null> {
  const rhvoice = await findRhvoice();
  if (rhvoice === null) return null;
  const token = randomUUID();
  const sidecar = await startSidecar({ rhvoice, token, listenAt: { host: "127.0.0.1", port: 0 } });
  return {
    vars: { SIDECAR_URL: `http://127.0.0.1:${sidecar.port}`, SIDECAR_TOKEN: token },
    close: () => sidecar.close(),
  };
}

/** A machine that does much beside lets a voice miss its deadline; the next try is as good a measurement. */
const MOST_TRIES = 6;

async function say(
  runtime: Miniflare,
  engine: EngineName,
  language: Language,
  words: string,
): Promise<Utterance> {
  let reason = "";
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const before = usedMs(engine);
    const response = await runtime.dispatchFetch("http://speech/speech", {
      method: "POST",
      body: JSON.stringify({ language, words }),
    });
    const wav = new Uint8Array(await response.arrayBuffer());
    const { headers } = response;
    if (headers.get("x-speech-engine") === engine)
      return utterance(wav, headers.get("x-speech-measured") ?? "", usedMs(engine) - before);
    reason = headers.get("x-speech-reason") ?? String(response.status);
    if (!/^(?:busy|deadline)$/.test(reason)) break;
  }
  throw new Error(`${engine} did not say “${words}”: ${reason}`);
}

function utterance(wav: Uint8Array, figures: string, cpuMs: number): Utterance {
  const samples = fromInt16(wav.subarray(WAV_HEADER_BYTES));
  const measured = figures.split(" ").map((pair) => pair.split("="));
  return {
    samples: trim(samples),
    fileSeconds: samples.length / 8000,
    cpuMs,
    measured: Object.fromEntries(measured.map(([name = "", value]) => [name, Number(value)])),
  };
}

/** CPU time so far of what speaks: a native program is a child that has ended when its speech is there. */
function usedMs(engine: EngineName): number {
  if (engine === "rhvoice") return endedChildrenMs();
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim().split(" ");
  return children.reduce((sum, pid) => sum + cpuMs(Number(pid)), 0);
}

/** proc_pid_stat(5), fields 16 and 17, in ticks of 10 ms. */
function endedChildrenMs(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

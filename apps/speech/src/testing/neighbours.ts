import type { WorkerOptions } from "miniflare";

/**
 * A Worker that stands for what the speech Worker asks, for tests in workerd: Workers AI as documented (`run` of a model;
 * limits and failures are thrown), an engine at `/speak`. `POST /day` tells it what to do next: see `answer`.
 */
const SCRIPT = `
import { WorkerEntrypoint } from "cloudflare:workers";
let day = "well";
let asked = [];

function samples(words, rate) {
  const bytes = new Uint8Array(Math.round((words.length / 12) * rate) * 2);
  const view = new DataView(bytes.buffer);
  for (let n = 0; n < bytes.length / 2; n += 1) {
    const isPause = Math.floor((n / rate) * 4) % 4 === 3;
    view.setInt16(n * 2, isPause ? 0 : 12000 * Math.sin((2 * Math.PI * 440 * n) / rate), true);
  }
  return bytes;
}

async function answer(words, rate) {
  const pcm = (body, headers = {}) =>
    new Response(body, { headers: { "content-type": "application/octet-stream", "x-sample-rate": String(rate), ...headers } });
  const length = Math.round((words.length / 12) * rate) * 2;
  if (day === "slow") await scheduler.wait(8000);
  if (day === "error") return Response.json({ errors: [{ code: 3043, message: "Internal server error" }] }, { status: 500 });
  if (day === "page") return new Response("<!doctype html>" + "no speech today ".repeat(8000), { headers: { "content-type": "text/html", "x-sample-rate": String(rate) } });
  if (day === "text") return pcm("<!doctype html>" + "no speech today ".repeat(8000));
  if (day === "file") return pcm(new Uint8Array([0x52, 0x49, 0x46, 0x46, ...samples(words, rate)]));
  if (day === "noise") { const noise = new Uint8Array(length); for (let at = 0; at < length; at += 65536) crypto.getRandomValues(noise.subarray(at, Math.min(length, at + 65536))); return pcm(noise); }
  if (day === "silence") return pcm(new Uint8Array(length));
  if (day === "stump") return pcm(samples("oh", rate));
  if (day === "nothing") return pcm(null);
  if (day === "flood") return pcm(new ReadableStream({ pull(controller) { controller.enqueue(new Uint8Array(65536)); } }));
  if (day === "hangs") return pcm(new ReadableStream({ start(controller) { controller.enqueue(samples("oh", rate)); } }));
  return pcm(samples(words, rate));
}

/** The binding of Workers AI: https://developers.cloudflare.com/workers-ai/models/aura-2-en/ */
export class Ai extends WorkerEntrypoint {
  async run(model, input, options) {
    asked.push({ model, input, options });
    if (!/^@cf\\/deepgram\\/aura-2-(en|es)$/.test(model)) throw new Error("5007: No such model " + model);
    if (typeof input.text !== "string" || input.text === "") throw new Error("5006: Error: required properties at '/' are 'text'");
    if (day === "rate limit") throw new Error("3036: You have used up your daily free allocation");
    if (day === "throws") throw new Error("3040: Capacity temporarily exceeded, please try again.");
    return answer(input.text, input.sample_rate);
  }
}

export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/day") { day = await request.text(); asked = []; return new Response(null); }
    if (pathname === "/asked") return Response.json(asked);
    const order = await request.json();
    asked.push({ pathname, order, token: request.headers.get("authorization") });
    if (day === "rate limit" || day === "throws") return new Response("busy", { status: 503 });
    return answer(order.words, 22050);
  },
};
`;

/** How an engine may fail, as the stand-in knows it. */
export const DAYS = [
  "slow",
  "error",
  "throws",
  "rate limit",
  "page",
  "text",
  "file",
  "noise",
  "silence",
  "stump",
  "nothing",
  "flood",
  "hangs",
] as const;

/** The stand-in as a Worker of its own name: bind its `Ai`, or its fetch. */
export function standIn(name: string): WorkerOptions {
  return {
    config: {
      name,
      compatibilityDate: "2026-11-01",
      manifest: {
        mainModule: "index.js",
        modulesRoot: "/",
        modules: { "index.js": { type: "esm", contents: SCRIPT } },
      },
    },
  };
}

import { createHash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createLane } from "../lane.ts";
import { RHVOICE_RATE, type Rhvoice, type RhvoiceLanguage } from "./rhvoice.ts";

export interface SidecarOptions {
  rhvoice: Rhvoice;
  /** A loopback address; port 0 chooses one. A tunnel brings it to a Worker elsewhere. */
  listenAt: { host: string; port: number };
  /** What callers show as a bearer token. */
  token: string;
}

/** RHVoice takes half a second a message: more waiters would be too late. */
const MAX_WAITING = 4;
const MAX_WORDS_CHARACTERS = 600;
const MAX_BODY_BYTES = 16_384;
const LONGEST_MILLISECONDS = 10_000;
const MIN_TOKEN_CHARACTERS = 16;

interface Order {
  language: RhvoiceLanguage;
  words: string;
  milliseconds: number;
}
type Answer =
  | { samples: Uint8Array }
  | { status: number; detail: string }
  | { status: 200; languages: readonly string[] };

/**
 * A native voice for Workers: `POST /speak { language, words, milliseconds }` → raw samples with `x-sample-rate`, and
 * `GET /health`. Speaks one message at a time and ends what exceeds its milliseconds. Writes no words anywhere.
 */
export async function startSidecar({ rhvoice, listenAt, token }: SidecarOptions): Promise<{
  port: number;
  close(): Promise<void>;
}> {
  if (!/^127\.|^::1$/.test(listenAt.host))
    throw new Error(`The sidecar listens on this machine only, not on ${listenAt.host}.`);
  if (token.length < MIN_TOKEN_CHARACTERS)
    throw new Error(`The sidecar's token must have ${MIN_TOKEN_CHARACTERS} characters at least.`);
  const lane = createLane({ maxWaiting: MAX_WAITING, now: Date.now, sleep: (ms) => sleep(ms) });
  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    if (!isBearer(request.headers.authorization, token))
      return { status: 401, detail: "Show the sidecar's token." };
    if (request.url === "/health") return { status: 200, languages: rhvoice.languages };
    if (request.url !== "/speak" || request.method !== "POST")
      return { status: 404, detail: "POST { language, words, milliseconds } to /speak." };
    const order = await readOrder(request, rhvoice);
    return typeof order === "string" ? { status: 400, detail: order } : speak(order);
  };
  const speak = async ({ language, words, milliseconds }: Order): Promise<Answer> => {
    const deadlineAt = Date.now() + milliseconds;
    try {
      const samples = await lane.run(deadlineAt, () =>
        rhvoice.say(language, words, Math.max(1, deadlineAt - Date.now())),
      );
      return samples === null ? { status: 503, detail: "Busy with other calls." } : { samples };
    } catch (error) {
      return { status: 500, detail: error instanceof Error ? error.message : String(error) };
    }
  };
  const server = createServer((request, response) => {
    answerTo(request).then(
      (answer) => send(response, answer),
      // The caller went away in the middle of its request.
      () => response.destroy(),
    );
  });
  server.listen({ host: listenAt.host, port: listenAt.port });
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : listenAt.port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(response: ServerResponse, answer: Answer): void {
  if ("samples" in answer) {
    response.writeHead(200, {
      "content-type": "application/octet-stream",
      "content-length": answer.samples.length,
      "x-sample-rate": String(RHVOICE_RATE),
    });
    response.end(answer.samples);
    return;
  }
  response.writeHead(answer.status, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify(answer));
}

function isBearer(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`));
}

/** The order, or what is wrong with it. */
async function readOrder(request: IncomingMessage, { languages }: Rhvoice): Promise<Order | string> {
  const body = await readBody(request);
  if (body === null) return `The body is over ${MAX_BODY_BYTES} bytes.`;
  const { language, words, milliseconds }: Record<"language" | "words" | "milliseconds", unknown> = body;
  const spoken = languages.find((one) => one === language);
  if (spoken === undefined)
    return `There is no voice for this language here; there are ${languages.join(", ")}.`;
  if (typeof words !== "string" || words.trim() === "" || words.length > MAX_WORDS_CHARACTERS)
    return `Send 1 to ${MAX_WORDS_CHARACTERS} characters of words.`;
  if (/[<>[\]{}\\\p{Cc}]/u.test(words)) return "The words hold control characters, brackets or tags.";
  if (typeof milliseconds !== "number" || !(milliseconds > 0)) return "Say how many milliseconds you wait.";
  return { language: spoken, words, milliseconds: Math.min(milliseconds, LONGEST_MILLISECONDS) };
}

/** The JSON object of a body, `{}` when it is none, `null` when it is too long. */
async function readBody(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_BODY_BYTES) return null;
  }
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

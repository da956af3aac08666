import { type DryRun, DryRunSchema } from "@callping/contract/api/dry-run";
import * as v from "valibot";
import type { Options } from "./options.ts";

export type Answer = { ok: true; dryRun: DryRun } | { ok: false; problem: string };

/** A build must not hang on a server that does not answer. */
const DEADLINE_MS = 30_000;

/** What the installation says to one payload. A problem says what happened in its own words. */
export async function ask(
  { target, headers, at, apiUrl, apiKey }: Options,
  payload: unknown,
  send: typeof fetch,
): Promise<Answer> {
  const url = addressOf(apiUrl);
  try {
    const answer = await send(url, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ ...target, payload, headers, ...(at !== undefined && { at: toUtc(at) }) }),
      signal: AbortSignal.timeout(DEADLINE_MS),
      redirect: "error",
    });
    const text = await answer.text();
    if (!answer.ok) return { ok: false, problem: `${url} answered ${answer.status}: ${reasonOf(text)}` };
    const parsed = v.safeParse(DryRunSchema, JSON.parse(text));
    if (parsed.success) return { ok: true, dryRun: parsed.output };
    return { ok: false, problem: `${url} answered something that is no dry run: is it of this version?` };
  } catch (error) {
    return { ok: false, problem: `${url} did not answer: ${causeOf(error)}` };
  }
}

/** Node resolves no `*.localhost`; one machine's installation answers on its address as well. */
function addressOf(apiUrl: string): string {
  const url = new URL("/api/v1/dry-run", apiUrl);
  if (url.hostname.endsWith(".localhost")) url.hostname = "127.0.0.1";
  return url.href;
}

function toUtc(at: string): string {
  return new Date(at).toISOString();
}

const Problem = v.object({
  title: v.optional(v.string()),
  detail: v.optional(v.string()),
  problems: v.optional(v.array(v.object({ path: v.string(), message: v.string() }))),
});

/** A problem document in a line; of anything else its beginning. */
function reasonOf(text: string): string {
  try {
    const { title, detail, problems = [] } = v.parse(Problem, JSON.parse(text));
    const places = problems.map(({ path, message }) => `${path}: ${message}`);
    return [title, detail, ...places].filter((words) => words !== undefined).join(" ");
  } catch {
    return text.slice(0, 200);
  }
}

/** What is behind "fetch failed". */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

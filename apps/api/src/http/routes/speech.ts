import type { Hono } from "hono";
import { previewSpeech } from "../../services/speech/preview-speech.ts";
import { readPronunciations, setPronunciations } from "../../services/speech/set-pronunciations.ts";
import { actingIn, nowIso } from "../acting.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { mount } from "../mount.ts";
import { problem } from "../problem.ts";
import { refused } from "../refused.ts";

/** Mounts the routes of what calls say. */
export function mountSpeech(app: Hono<AppEnv>): void {
  mount(app, "POST /api/v1/speech/preview", postPreview);
  mount(app, "GET /api/v1/speech/pronunciations", async (c) =>
    c.json(await readPronunciations(c.env.DB, c.get("caller").organizationId)),
  );
  mount(app, "PUT /api/v1/speech/pronunciations", putPronunciations);
}

async function postPreview(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await previewSpeech(...actingIn(c), body.json, Date.now());
  if (result.ok) return c.json(result.preview, 200, { "cache-control": "no-store" });
  const { error } = result;
  switch (error.reason) {
    case "speech_previews_limited":
      return problem(c, error.reason, `The limit is ${error.limit}.`, {
        headers: { "retry-after": String(error.retryAfterSeconds) },
      });
    case "speech_unavailable":
      return problem(c, error.reason, error.detail, { headers: { "retry-after": "5" } });
    default:
      return refused(c, "speech", error);
  }
}

async function putPronunciations(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await setPronunciations(...actingIn(c), body.json, nowIso());
  return result.ok ? c.json(result.set) : refused(c, "pronunciations", result.error);
}

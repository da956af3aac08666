import type { AppContext } from "../context.ts";

const EXPLANATION =
  "This is a CallPing webhook endpoint: a monitoring tool sends its alerts here, and the people on call are rung.";
const HOW_TO_SEND =
  'Send a POST with JSON, a form or plain text, for instance curl -d \'{"title":"Database down","severity":"critical"}\' to this URL. Nobody was called for this request.';

/** 200 for a request that must never ring: a page for people, JSON for tools. */
export function explain(c: AppContext, reason: string): Response {
  if (!prefersHtml(c.req.header("accept") ?? "")) {
    return c.json({
      request_id: c.get("requestId"),
      explanation: EXPLANATION,
      reason,
      how_to_send: HOW_TO_SEND,
    });
  }
  const paragraphs = [EXPLANATION, reason, HOW_TO_SEND].map((text) => `<p>${escapeHtml(text)}</p>`).join("");
  return c.html(
    `<!doctype html><html lang="en"><head><title>CallPing endpoint</title><meta name="robots" content="noindex"></head><body><h1>CallPing endpoint</h1>${paragraphs}</body></html>`,
  );
}

function prefersHtml(accept: string): boolean {
  const html = accept.indexOf("text/html");
  const json = accept.indexOf("application/json");
  return html >= 0 && (json < 0 || html < json);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

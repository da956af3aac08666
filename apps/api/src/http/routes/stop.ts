import type { Hono } from "hono";
import { nowIso } from "../acting.ts";
import { clientAddress } from "../client-address.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { mount } from "../mount.ts";
import { problem } from "../problem.ts";
import { stopPage, type StopView } from "../stop/page.ts";
import { takeStopForm } from "../stop/take-form.ts";
import { pageLanguage } from "../stop/words.ts";
import { readBody } from "../webhook/read-body.ts";

/** As everywhere, but that its own form may be sent; and a browser tells where it was sent from. */
const PAGE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  "referrer-policy": "same-origin",
  vary: "Accept-Language",
} as const;

/** Mounts the public page where the holder of a number stops calls to it, or allows them again. */
export function mountStop(app: Hono<AppEnv>): void {
  mount(app, "GET /stop", (c) => show(c, { kind: "ask", problem: null }));
  mount(app, "POST /stop", postStop);
}

async function postStop(c: AppContext): Promise<Response> {
  if (!isOwnForm(c)) return show(c, { kind: "ask", problem: "refused" }, 403);
  const body = await readBody(c.req.raw);
  if (!body.ok) {
    const { reason } = body.error;
    return problem(c, reason, reason === "body_too_large" ? "The form is too large." : body.error.detail);
  }
  const sender = { address: clientAddress(c), language: pageLanguage(c.req.header("accept-language")) };
  const form = new URLSearchParams(new TextDecoder().decode(body.bytes));
  return show(c, await takeStopForm(c.env, form, sender, nowIso()));
}

/** No other site's page may have it sent. What is no browser says neither, and has nobody's session to abuse. */
function isOwnForm(c: AppContext): boolean {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  if (site !== undefined && site !== "same-origin") return false;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host);
}

function show(c: AppContext, view: StopView, status: 200 | 403 = 200): Response {
  for (const [name, value] of Object.entries(PAGE_HEADERS)) c.header(name, value);
  return c.html(stopPage(pageLanguage(c.req.header("accept-language")), view), status);
}

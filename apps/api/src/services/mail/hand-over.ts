import type { Message } from "./templates.ts";

/** Bindings of the same names. */
export interface MailSettings {
  MAIL_API_ORIGIN: string;
  MAIL_FROM: string;
  RESEND_API_KEY: string;
  DEPLOYMENT: string;
}

export type HandedOver =
  | { ok: true; providerId: string }
  /** `later` may be tried again; the provider says when, or nobody knows. */
  | { ok: false; later: boolean; failure: string; afterSeconds: number | null };

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const DEADLINE_MS = 10_000;
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;
/** A repeat of a request that is still under way: not known to be wrong. */
const UNDER_WAY = "concurrent_idempotent_requests";

/**
 * Hands one mail to Resend (`POST /emails`, https://resend.com/docs/api-reference/emails/send-email). The same
 * idempotency key within 24 hours sends nothing twice. 429, 5xx and silence may be tried again, any other refusal not.
 */
export async function handOver(
  env: MailSettings,
  { to, key, message }: { to: string; key: string; message: Message },
  fetchIt: Fetch,
): Promise<HandedOver> {
  const url = new URL("/emails", env.MAIL_API_ORIGIN);
  if (env.DEPLOYMENT === "local" && !LOOPBACK.test(url.hostname))
    return failed("a local installation hands mail to no host but its own");
  try {
    const answer = await fetchIt(url.href, {
      method: "POST",
      headers: {
        authorization: `Bearer ${env.RESEND_API_KEY}`,
        "content-type": "application/json",
        "idempotency-key": key,
        // Without one the provider refuses with 403.
        "user-agent": "callping/1",
      },
      body: JSON.stringify({ from: env.MAIL_FROM, to: [to], ...message }),
      redirect: "manual",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return read(answer, await answer.text());
  } catch (error) {
    return {
      ok: false,
      later: true,
      failure: `no answer: ${String(error)}`.slice(0, 300),
      afterSeconds: null,
    };
  }
}

function read(answer: Response, text: string): HandedOver {
  const body = parse(text);
  if (answer.ok && typeof body["id"] === "string") return { ok: true, providerId: body["id"] };
  const name = typeof body["name"] === "string" ? body["name"] : "";
  const failure = `${answer.status} ${name}`.trim();
  const { status } = answer;
  if (status !== 429 && status < 500 && !answer.ok && name !== UNDER_WAY) return failed(failure);
  const after = Number(answer.headers.get("retry-after"));
  return { ok: false, later: true, failure, afterSeconds: after > 0 ? after : null };
}

function failed(failure: string): HandedOver {
  return { ok: false, later: false, failure, afterSeconds: null };
}

function parse(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {}; // What a proxy in between answers is no JSON; the status alone then says what happened.
  }
}

import { readAtMost } from "../read-at-most.ts";

/** What leaves this Worker by a URL that a sender named; tests put a stand-in in its place. */
export type Outgoing = (url: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 16 * 1024;

export type Fetched =
  | { ok: true; text: string }
  /** `refused`: there was an answer and it is no success. `unreachable`: none that says anything. */
  | { ok: false; reason: "refused" | "unreachable"; detail: string };

/** GET without redirects, within 10 s and 16 KiB (security, "SSRF"). The caller has checked the host. */
export async function fetchBounded(outgoing: Outgoing, url: URL): Promise<Fetched> {
  try {
    const answer = await outgoing(url.href, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.status !== 200) {
      await answer.body?.cancel();
      const reason = answer.status >= 500 || answer.status === 429 ? "unreachable" : "refused";
      return { ok: false, reason, detail: `${url.hostname} answered ${answer.status}` };
    }
    const bytes = answer.body === null ? new Uint8Array() : await readAtMost(answer.body, MOST_BYTES);
    if (bytes !== null) return { ok: true, text: new TextDecoder().decode(bytes) };
    await answer.body?.cancel();
    return { ok: false, reason: "refused", detail: `${url.hostname} sent more than ${MOST_BYTES} bytes` };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: "unreachable", detail: `${url.hostname}: ${detail}` };
  }
}

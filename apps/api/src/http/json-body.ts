import type { InvalidBody } from "../services/parse-body.ts";
import type { AppContext } from "./context.ts";
import { problem } from "./problem.ts";
import { readBody } from "./webhook/read-body.ts";

/** The JSON of a request to the API, unread as to what it means; or the answer that says why there is none. */
export async function readJsonBody(
  c: AppContext,
): Promise<{ ok: true; json: unknown } | { ok: false; answer: Response }> {
  const body = await readBody(c.req.raw);
  if (!body.ok) {
    const detail =
      body.error.reason === "body_too_large" ? "The body is larger than 256 KiB." : body.error.detail;
    return { ok: false, answer: problem(c, body.error.reason, detail) };
  }
  try {
    const json: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(body.bytes),
    );
    return { ok: true, json };
  } catch (error) {
    const message = `Not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return {
      ok: false,
      answer: invalidBody(c, { reason: "invalid_body", problems: [{ path: "", message }] }),
    };
  }
}

/** What is wrong with a body, all of it at once. */
export function invalidBody(c: AppContext, { problems }: InvalidBody): Response {
  const detail = problems.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  return problem(c, "invalid_body", detail.join(" ").slice(0, 2000), { members: { problems } });
}

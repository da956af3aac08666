import * as v from "valibot";

import { deriveKey } from "./derive.ts";
import { fromHex, toHex } from "./hex.ts";

const DeriveRequest = v.strictObject({
  password: v.string(),
  /** Hex, 16 to 64 bytes. */
  salt: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})+$/)),
  iterations: v.pipe(v.number(), v.integer(), v.minValue(1)),
  rounds: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

/**
 * `POST /derive` `{ password, salt (hex), iterations ≤ 100000, rounds }` → `200 { key }` (hex, 32 bytes), or a problem
 * document with 400, 404, 405 or 422. It never repeats what it was sent.
 */
export default {
  async fetch(request: Request): Promise<Response> {
    if (new URL(request.url).pathname !== "/derive")
      return problem(404, "not_found", "There is only POST /derive.");
    if (request.method !== "POST") return problem(405, "method_not_allowed", "Use POST.");
    const body = v.safeParse(DeriveRequest, await jsonOf(request));
    if (!body.success) {
      return problem(400, "bad_request", "Send { password, salt (hex), iterations, rounds } as JSON.");
    }
    const { salt, ...rest } = body.output;
    const result = await deriveKey({ ...rest, salt: fromHex(salt) });
    if (!result.ok)
      return problem(422, result.error.reason, "Nothing was derived: a parameter is out of its bounds.");
    return Response.json({ key: toHex(result.key) }, { headers: { "cache-control": "no-store" } });
  },
};

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

function problem(status: number, code: string, detail: string): Response {
  return Response.json({ code, detail }, { status, headers: { "content-type": "application/problem+json" } });
}

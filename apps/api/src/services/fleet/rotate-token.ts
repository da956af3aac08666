import { DropTokenSchema, ReasonSchema } from "@callping/contract/api/fleet-control";
import type { Env } from "../../env.ts";
import { parseBody } from "../parse-body.ts";
import { type Actor, missingScope } from "../permission.ts";
import { conflict, type DefineFailure, defineFleet, type DefineResult, NOT_FOUND } from "./define-fleet.ts";
import { makeToken } from "./make-token.ts";
import { readDefined } from "./read-defined.ts";

/**
 * Makes a PBX's next control token, shown this once. Both are accepted until the old one is dropped.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function addToken(
  env: Env,
  actor: Actor,
  id: string,
  input: unknown,
  now: string,
): Promise<(Extract<DefineResult, { ok: true }> & { token: string }) | DefineFailure> {
  const read = await readRequest(env, actor, id, ReasonSchema, input);
  if (!read.ok) return read;
  if (read.tokens > 1) return conflict(TWO_ALREADY);
  const { token, digest } = await makeToken(env.CREDENTIAL_PEPPER);
  const add = {
    sql: `UPDATE pbx_servers SET token_digests = json_insert(token_digests, '$[#]', ?)
           WHERE id = ? AND json_array_length(token_digests) = 1`,
    params: [digest, id],
  };
  const result = await change(env, actor, id, "token_added", read.reason, add, now);
  return result.ok ? { ...result, token } : result;
}

/**
 * Ends a rotation: only the newest token is accepted from now on, and a connection with the old one is closed. Of a token
 * whose answer was lost, `drop: "newest"` takes the rotation back instead.
 */
export async function dropToken(
  env: Env,
  actor: Actor,
  id: string,
  input: unknown,
  now: string,
): Promise<DefineResult> {
  const read = await readRequest(env, actor, id, DropTokenSchema, input);
  if (!read.ok) return read;
  if (read.tokens < 2)
    return conflict(`PBX ${id} has one token: without it, it could not connect. Make the next one first.`);
  const drop = {
    sql: `UPDATE pbx_servers SET token_digests = json_remove(token_digests, ?)
           WHERE id = ? AND json_array_length(token_digests) = 2`,
    params: [read.drop === "newest" ? "$[#-1]" : "$[0]", id],
  };
  return change(env, actor, id, "token_dropped", read.reason, drop, now);
}

const TWO_ALREADY =
  "It has two tokens already. Where the PBX is connected with the newest, drop the old one with DELETE, then make another. Where the newest was lost, drop that: DELETE with drop: newest.";

async function readRequest(
  env: Env,
  actor: Actor,
  id: string,
  schema: typeof ReasonSchema | typeof DropTokenSchema,
  input: unknown,
): Promise<{ ok: true; reason: string; drop?: "old" | "newest"; tokens: number } | DefineFailure> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(schema, input);
  if (!parsed.ok) return parsed;
  const pbx = await readDefined(env.DB, id);
  return pbx === null ? NOT_FOUND : { ok: true, ...parsed.value, tokens: pbx.tokens };
}

function change(
  env: Env,
  actor: Actor,
  pbxId: string,
  kind: "token_added" | "token_dropped",
  reason: string,
  statement: { sql: string; params: string[] },
  now: string,
): Promise<DefineResult> {
  const tooLate = `Somebody else changed the tokens of PBX ${pbxId} at the same moment: nothing was done. Look at it, then try again.`;
  return defineFleet(env, actor, { pbxId, kind, reason, change: {}, statements: [statement], tooLate }, now);
}

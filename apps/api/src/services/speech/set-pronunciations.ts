import {
  type PronunciationsSet,
  type PronunciationsView,
  PronunciationsWrittenSchema,
} from "@callping/contract/api/speech";
import { problemsOfOwnWords } from "@callping/domain/calls/own-words";
import { runBatch } from "../../db/statement.ts";
import type { Database } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";

export type SetResult =
  | { ok: true; set: PronunciationsSet }
  | { ok: false; error: MissingScope | InvalidBody };

/** An organization's own words; empty when none were ever saved. */
export async function readPronunciations(db: Database, organizationId: string): Promise<PronunciationsView> {
  const row = await db
    .prepare("SELECT words, saved_at, saved_by FROM pronunciations WHERE organization_id = ?")
    .bind(organizationId)
    .first<{ words: string; saved_at: string; saved_by: string }>();
  if (row === null) return { words: {}, saved_at: null, saved_by: null };
  // Written by validated input alone.
  return { ...row, words: JSON.parse(row.words) as Record<string, string> };
}

/**
 * Replaces the list. The next call says the words so.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function setPronunciations(
  env: Env,
  actor: Actor,
  input: unknown,
  now: string,
): Promise<SetResult> {
  const forbidden = missingScope(actor, "scenarios:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(PronunciationsWrittenSchema, input);
  if (!parsed.ok) return parsed;
  const { words } = parsed.value;
  const problems = problemsOfOwnWords(words).map(({ token, message }) => ({
    path: token === "" ? "words" : `words.${token.slice(0, 60)}`,
    message,
  }));
  if (problems.length > 0) return { ok: false, error: { reason: "invalid_body", problems } };
  const { organizationId } = actor;
  const before = await readPronunciations(env.DB, organizationId);
  await runBatch(env.DB, [
    {
      sql: `INSERT INTO pronunciations (organization_id, words, saved_at, saved_by) VALUES (?, ?, ?, ?)
              ON CONFLICT (organization_id) DO UPDATE SET words = excluded.words, saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
      params: [organizationId, JSON.stringify(words), now, actor.keyName],
    },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "pronunciations.changed",
      subject: organizationId,
      detail: { to: words, from: before.words },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  return { ok: true, set: { ...(await readPronunciations(env.DB, organizationId)), in_effect } };
}

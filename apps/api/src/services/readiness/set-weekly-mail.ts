import { type WeeklyMail, WeeklyMailSchema } from "@callping/contract/api/readiness";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";

export type SetResult =
  | { ok: true; set: Pick<WeeklyMail, "weekly_mail"> }
  | { ok: false; error: MissingScope | InvalidBody };

/**
 * Sets when owners get the weekly mail.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function setWeeklyMail(env: Env, actor: Actor, input: unknown, now: string): Promise<SetResult> {
  const forbidden = missingScope(actor, "readiness:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(WeeklyMailSchema, input);
  if (!parsed.ok) return parsed;
  const { organizationId } = actor;
  const { weekly_mail } = parsed.value;
  await runBatch(env.DB, [
    {
      sql: "UPDATE organizations SET weekly_mail = ? WHERE id = ? AND weekly_mail <> ?",
      params: [weekly_mail, organizationId, weekly_mail],
    },
    auditIfChanged({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "readiness.weekly_mail_set",
      subject: organizationId,
      detail: { weekly_mail },
      at: now,
    }),
  ]);
  return { ok: true, set: { weekly_mail } };
}

import { type PolicyChanged, PolicyChangeSchema } from "@callping/contract/api/number-policy";
import { isRegion } from "@callping/domain/numbers/is-region";
import { DENY_PREFIX } from "@callping/domain/numbers/policy";
import { tierOf } from "@callping/domain/numbers/tier";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { countAffected } from "./count-affected.ts";
import { listNumberPolicy } from "./list-policy.ts";
import { type PolicyRow, toPolicy } from "./load-policy.ts";
import { tellPolicy } from "./tell-policy.ts";

/** Every call is held against each of them, at four places. */
const MOST_PREFIXES = 500;

type ChangeResult =
  | { ok: true; changed: PolicyChanged }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "settings_conflict"; detail: string } };

/**
 * Puts a region or a beginning of numbers on the operators' list, or takes it off. The Fleet and every PBX's link are told,
 * so that the next call obeys it; who cannot be told reads the list within a minute. Changing twice is changing once.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function changeNumberPolicy(
  env: Env,
  actor: Actor,
  { kind, value }: PolicyRow,
  input: unknown,
  now: string,
): Promise<ChangeResult> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(PolicyChangeSchema, input);
  if (!parsed.ok) return parsed;
  const { never_called, reason } = parsed.value;
  const wrong = whatIsWrong({ kind, value });
  if (wrong !== null) return { ok: false, error: { reason: "invalid_body", problems: [wrong] } };
  if (!never_called && kind === "region" && tierOf(value) === "X")
    return conflict(`${value} is never called by any plan, whatever this list says.`);
  if (never_called && kind === "deny_prefix" && (await isFull(env, value)))
    return conflict(
      `There are ${MOST_PREFIXES} prefixes on the list. Take some off, or refuse a shorter one.`,
    );
  const [changedRows] = await runBatch(env.DB, [
    never_called
      ? {
          sql: "INSERT INTO number_policy (kind, value, reason, added_by, added_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          params: [kind, value, reason, actor.keyName, now],
        }
      : { sql: "DELETE FROM number_policy WHERE kind = ? AND value = ?", params: [kind, value] },
    auditIfChanged({
      organizationId: actor.organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "number_policy.changed",
      subject: value,
      detail: { kind, never_called, reason },
      at: now,
    }),
  ]);
  const event = { kind, value, never_called, reason, by: actor.keyName };
  const in_effect = changedRows === 0 || (await tellPolicy(env, event, now));
  const [policy, numbers_affected] = await Promise.all([
    listNumberPolicy(env.DB),
    countAffected(env.DB, toPolicy([{ kind, value }])),
  ]);
  return { ok: true, changed: { policy, numbers_affected, in_effect } };
}

function whatIsWrong({ kind, value }: PolicyRow): InvalidBody["problems"][number] | null {
  if (kind === "region")
    return isRegion(value)
      ? null
      : {
          path: "region",
          message: "A region is its ISO 3166-1 code in capitals: DE. The United Kingdom is GB.",
        };
  return DENY_PREFIX.test(value)
    ? null
    : { path: "prefix", message: "A prefix is + and 1 to 14 digits, the country code first: +38089." };
}

async function isFull({ DB }: Env, prefix: string): Promise<boolean> {
  const row = await DB.prepare(
    "SELECT count(*) AS n FROM number_policy WHERE kind = 'deny_prefix' AND value <> ?",
  )
    .bind(prefix)
    .first<{ n: number }>();
  return (row?.n ?? 0) >= MOST_PREFIXES;
}

function conflict(detail: string): ChangeResult {
  return { ok: false, error: { reason: "settings_conflict", detail } };
}

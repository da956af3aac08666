import { promptLanguage } from "@callping/domain/prompts/prompts";
import type { CodePurpose } from "@callping/domain/calls/code-script";
import { codeWording } from "@callping/domain/calls/code-wording";
import { nightUntil } from "@callping/domain/code-calls/daytime";
import type { Uncallable } from "@callping/domain/caps/check-callable";
import type { CallableNumber } from "@callping/domain/numbers/check-number";
import { maskNumber } from "@callping/domain/numbers/mask";
import { createId } from "@callping/contract/ids";
import { runBatch, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { deskName } from "../../objects/names.ts";
import { checkAsStored } from "../caps/check-saved-number.ts";
import { toHex } from "../credentials/hex.ts";
import { hmac } from "../credentials/hmac.ts";
import { countWithin, type Limit, type LimitReached } from "../limits/count-within.ts";
import { OPERATORS_DESK } from "../watch/operators.ts";
import { codeOf, digestOfCode } from "./code-of.ts";

/** How long a code is good for. */
export const CODE_MINUTES = 10;
const DAY_SECONDS = 24 * 3600;

/** Limits of a day. A holder who wants to be called again may try once; nobody else reaches a stopped number. */
const A_DAY = { number: 3, return: 1, organization: 5, address: 10 } as const;

export interface CodeCallOrder {
  purpose: CodePurpose;
  /** E.164. */
  number: string;
  /** The number's language. */
  language: string;
  /** Whose phone of which organization; `null`: the platform's own errand, for whoever holds the number. */
  of: {
    organizationId: string;
    organizationNumber: number;
    phoneId: string;
    ownerId: string;
    label: string;
  } | null;
  /** The client's address, as text. */
  address: string;
  /** Whoever orders it asked for it at this hour; else, and for a contact always, it keeps to daytime where the number is. */
  atAnyHour: boolean;
  /** Written in the same transaction as the call's row: the audit of a change. */
  alsoWrite?: (codeCallId: string) => Statement[];
}

export type CodeCallRefusal =
  | { reason: "number_refused"; refusal: Uncallable["error"] }
  | ({ reason: "code_call_limited" } & LimitReached)
  | { reason: "code_call_at_night"; until: string; region: string }
  /** Its holder wants no calls of this organization, or of the platform. */
  | { reason: "number_objected" }
  /** The limits could not be counted, or the desk could not be reached: nobody is rung then. */
  | { reason: "code_call_unavailable" };

export type CodeCallOrdered =
  | {
      ok: true;
      call: { id: string; expiresAt: string; language: string; says: string };
    }
  | { ok: false; error: CodeCallRefusal };

/**
 * Rings a number for a code, or to ask for an agreement. It goes the way of every call: Desk, PhoneLine, Fleet, PbxLink.
 * The number is checked here and at every later fence; limits are counted exactly, and closed when they cannot be.
 * @param now ISO 8601, UTC, milliseconds
 */
export async function orderCodeCall(env: Env, order: CodeCallOrder, now: string): Promise<CodeCallOrdered> {
  try {
    const checked = await checkAsStored(env, order.of?.organizationId ?? null, order.number);
    if (!checked.ok) return refuse({ reason: "number_refused", refusal: checked.error });
    const night = mayWake(order, checked) ? null : nightUntil(checked.region, Date.parse(now));
    if (night !== null) {
      const until = new Date(night).toISOString();
      return refuse({ reason: "code_call_at_night", until, region: checked.region });
    }
    const numberHash = toHex(await hmac(env.NUMBER_HASH_KEY, checked.e164));
    const limits = await limitsOf(env, order, numberHash);
    const reached = await countWithin(env.DB, limits, DAY_SECONDS, now);
    if (reached !== null) return refuse({ reason: "code_call_limited", ...reached });
    return await place(env, { ...order, number: checked.e164 }, numberHash, now);
  } catch (error) {
    console.error("a code call could not be ordered; nobody is rung", String(error));
    return refuse({ reason: "code_call_unavailable" });
  }
}

/**
 * Whether it may ring at night: a member's phone that its organization asks for. A contact has asked for nothing yet, and is not
 * woken for a question; the local carrier's handsets do not sleep.
 */
function mayWake({ atAnyHour, purpose }: CodeCallOrder, { fiction }: CallableNumber): boolean {
  return atAnyHour && (purpose !== "agree" || fiction);
}

async function limitsOf(
  env: Env,
  { purpose, of, address }: CodeCallOrder,
  numberHash: string,
): Promise<Limit[]> {
  const who = toHex(await hmac(env.NUMBER_HASH_KEY, `address\n${address}`));
  const toNumber =
    purpose === "return"
      ? { key: `code:return:${numberHash}`, most: A_DAY.return, name: "1 code call a day to be called again" }
      : {
          key: `code:number:${numberHash}`,
          most: A_DAY.number,
          name: `${A_DAY.number} code calls a day to a number`,
        };
  const from = {
    key: `code:address:${who}`,
    most: A_DAY.address,
    name: `${A_DAY.address} code calls a day from an address`,
  };
  const ofOrganization =
    of === null
      ? []
      : [
          {
            key: `code:organization:${of.organizationId}`,
            most: A_DAY.organization,
            name: `${A_DAY.organization} code calls a day of an organization`,
          },
        ];
  return [toNumber, ...ofOrganization, from];
}

/** The row first: a call whose order is lost then expires unheard, and one that rings is always known. */
async function place(
  env: Env,
  { purpose, number, language, of, atAnyHour, alsoWrite }: CodeCallOrder,
  numberHash: string,
  now: string,
): Promise<CodeCallOrdered> {
  const id = createId("codeCall");
  const expiresAt = new Date(Date.parse(now) + CODE_MINUTES * 60_000).toISOString();
  const code = await codeOf(env, id);
  const spoken = promptLanguage(language);
  const row = {
    id,
    organization_id: of?.organizationId ?? null,
    purpose,
    phone_id: of?.phoneId ?? null,
    number_hash: numberHash,
    number_masked: maskNumber(number),
    language: spoken,
    code_digest: purpose === "agree" ? null : await digestOfCode(env, id, code),
    at_any_hour: Number(atAnyHour),
    ordered_at: now,
    expires_at: expiresAt,
  };
  const columns = Object.keys(row);
  await runBatch(env.DB, [
    {
      sql: `INSERT INTO code_calls (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
      params: Object.values(row),
    },
    ...(alsoWrite?.(id) ?? []),
  ]);
  const desk = of === null ? OPERATORS_DESK : deskName(of.organizationNumber, 0);
  const answer = await env.DESK.getByName(desk).requestCodeCall({
    id,
    purpose,
    number,
    language,
    phone_id: of?.phoneId ?? "",
    owner_id: of?.ownerId ?? "",
    label: of?.label ?? maskNumber(number),
  });
  if (!answer.ok) return refuse({ reason: "number_objected" });
  const digits = purpose === "agree" ? String(of?.organizationNumber ?? 0) : "";
  const says = codeWording({ purpose, language, digits });
  return { ok: true, call: { id, expiresAt, language: spoken, says } };
}

function refuse(error: CodeCallRefusal): CodeCallOrdered {
  return { ok: false, error };
}

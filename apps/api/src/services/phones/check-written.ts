import type { Uncallable } from "@callping/domain/caps/check-callable";
import type { CallableNumber } from "@callping/domain/numbers/check-number";
import type { Env } from "../../env.ts";
import { checkSavedNumber } from "../caps/check-saved-number.ts";
import type { Actor } from "../permission.ts";

export interface NumberRefused {
  reason: "number_refused";
  refusal: Uncallable["error"];
}

/**
 * The safety net and the organization's countries, as somebody writes a number down; what is refused is written down too.
 * A browser phone's number is nobody's to write.
 */
export async function checkWritten(
  env: Env,
  actor: Actor,
  number: string,
  now: string,
): Promise<CallableNumber | { ok: false; error: NumberRefused }> {
  const checked = await checkSavedNumber(env, actor, number, now);
  return checked.ok ? checked : { ok: false, error: { reason: "number_refused", refusal: checked.error } };
}

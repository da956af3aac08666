import { type CallableNumber, checkNumber } from "@callping/domain/numbers/check-number";
import type { Refusal } from "@callping/domain/numbers/refusals";
import type { Env } from "../../env.ts";

export interface NumberRefused {
  reason: "number_refused";
  refusal: Refusal["error"];
}

/** The safety net, as somebody writes a number down. A browser phone's number is nobody's to write. */
export function checkWritten(env: Env, number: string): CallableNumber | { ok: false; error: NumberRefused } {
  const checked = checkNumber(number, { fictionAllowed: env.DEPLOYMENT === "local" });
  return checked.ok ? checked : { ok: false, error: { reason: "number_refused", refusal: checked.error } };
}

import { type CallableNumber, checkNumber } from "@callping/domain/numbers/check-number";
import type { Refusal } from "@callping/domain/numbers/refusals";
import type { Env } from "../../env.ts";
import { loadNumberPolicy } from "./load-policy.ts";

/** Whether a number may be saved, or dialled for somebody who waits: by the safety net and what operators refuse in D1 now. */
export async function checkUnderPolicy(
  { DB, DEPLOYMENT }: Pick<Env, "DB" | "DEPLOYMENT">,
  number: string,
): Promise<CallableNumber | Refusal> {
  const policy = await loadNumberPolicy(DB);
  return checkNumber(number, { ...policy, fictionAllowed: DEPLOYMENT === "local" });
}

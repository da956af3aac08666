import { callingCodeOf } from "@callping/domain/numbers/calling-code";
import { checkNumber } from "@callping/domain/numbers/check-number";
import { NO_OPERATOR_LISTS, type NumberPolicy } from "@callping/domain/numbers/policy";
import type { Database } from "../../db/statement.ts";

const SAVED = `SELECT number FROM phones WHERE number GLOB ?1
  UNION ALL SELECT number FROM contact_phones WHERE number GLOB ?1`;

/** How many saved numbers a list of operators refuses that the built-in lists do not. */
export async function countAffected(db: Database, policy: NumberPolicy): Promise<number> {
  const beginnings = [
    ...policy.denyPrefixes,
    ...policy.regionsNeverCalled.map((region) => `+${callingCodeOf(region)}`),
  ];
  const found = await Promise.all(
    beginnings.map((beginning) => db.prepare(SAVED).bind(`${beginning}*`).all<{ number: string }>()),
  );
  return found
    .flatMap(({ results }) => results)
    .filter(({ number }) => isCallable(number, NO_OPERATOR_LISTS) && !isCallable(number, policy)).length;
}

function isCallable(number: string, policy: NumberPolicy): boolean {
  return checkNumber(number, { ...policy, fictionAllowed: true }).ok;
}

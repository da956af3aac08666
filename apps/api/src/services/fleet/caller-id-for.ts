import { chooseCallerId } from "@callping/domain/fleet/choose-caller-id";
import { checkNumber } from "@callping/domain/numbers/check-number";
import { NO_OPERATOR_LISTS } from "@callping/domain/numbers/policy";
import type { TrunkDefinition } from "../fleet-definition.ts";
import type { CheckedPhone } from "../pbx-registry.ts";

/**
 * The number that a person sees when this trunk calls them, E.164.
 * @param responder who is called; left out, their number stands for them
 */
export function callerIdFor(
  { callerId, moreCallerIds, callerIdRule }: TrunkDefinition,
  phone: CheckedPhone,
  responder: string = phone.e164,
): string {
  if (moreCallerIds.length === 0) return callerId;
  const all = [callerId, ...moreCallerIds] as const;
  if (callerIdRule === "stable") return chooseCallerId([...all], responder);
  const [first, ...rest] = all.filter((number) => regionOf(number) === phone.region);
  return chooseCallerId(first === undefined ? [...all] : [first, ...rest], responder);
}

function regionOf(number: string): string | null {
  const checked = checkNumber(number, { ...NO_OPERATOR_LISTS, fictionAllowed: true });
  return checked.ok ? checked.region : null;
}

import { checkNumber } from "@callping/domain/numbers/check-number";
import type { TrunkDefinition } from "../../services/fleet-definition.ts";
import { trunkAcceptsPhone } from "../../services/pbx-registry.ts";

export type FenceAnswer = { ok: true; e164: string } | { ok: false; detail: string };

/**
 * The last check before a number is dialled, whatever was decided before: the safety net, the trunk's own countries, the
 * clearance for Europe, fiction only on the local carrier, browser phones only where browsers ring. What is not known to be right is refused.
 */
export function passFence(number: string, trunk: TrunkDefinition): FenceAnswer {
  const checked = checkNumber(number, {
    fictionAllowed: trunk.carriesFiction,
    browserAllowed: trunk.ringsBrowsers === true,
  });
  if (!checked.ok) return { ok: false, detail: `The number may not be called: ${checked.error.reason}.` };
  if (!trunkAcceptsPhone(trunk, checked))
    return { ok: false, detail: `Trunk ${trunk.id} may not carry numbers of ${checked.region}.` };
  return { ok: true, e164: checked.e164 };
}

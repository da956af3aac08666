import { checkNumber } from "@callping/domain/numbers/check-number";
import { DEFAULT_POLICY, type NumberPolicy } from "@callping/domain/numbers/policy";
import type { TrunkDefinition } from "../../services/fleet-definition.ts";
import { type CheckedPhone, pbxIsInside, trunkAcceptsPhone } from "../../services/pbx-registry.ts";

export type FenceAnswer = { ok: true; phone: CheckedPhone } | { ok: false; detail: string };

/**
 * The last check before a number is dialled, whatever was decided before: the safety net, the trunk's own countries, the
 * clearance for Europe, fiction only on the local carrier, browser phones only where browsers ring, and where an organization
 * wants its calls to leave. What is not known to be right is refused.
 * @param from where the PBX stands, and whether the organization lets its calls leave within the EU and EEA only
 * @param policy what operators refuse
 */
export function passFence(
  number: string,
  trunk: TrunkDefinition,
  from: { country: string; euOnly: boolean },
  policy: NumberPolicy = DEFAULT_POLICY,
): FenceAnswer {
  if (!pbxIsInside(from, from.euOnly))
    return { ok: false, detail: `This PBX stands in ${from.country}, outside of the EU and EEA.` };
  const checked = checkNumber(number, {
    ...policy,
    fictionAllowed: trunk.carriesFiction,
    browserAllowed: trunk.ringsBrowsers === true,
  });
  if (!checked.ok) return { ok: false, detail: `The number may not be called: ${checked.error.reason}.` };
  if (!trunkAcceptsPhone(trunk, checked))
    return { ok: false, detail: `Trunk ${trunk.id} may not carry numbers of ${checked.region}.` };
  return { ok: true, phone: checked };
}

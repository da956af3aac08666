import { lineOf, numberDigest } from "../../services/suppression/number-digest.ts";
import type { DeskParts } from "./parts.ts";

/** Once Desks alone knew who had objected. What is left of that goes to the lines, which ask nobody's memory. */
export async function handOverObjections({ env, objections, snapshots }: DeskParts): Promise<void> {
  const scope = snapshots.get()?.organization.id;
  if (scope === undefined) return;
  for (const number of objections.ofBefore()) {
    await lineOf(env, numberDigest(env, number)).suppress({
      number,
      scope,
      active: true,
      how: "call",
      by: null,
      reason: null,
      call_id: null,
      unless_known: true,
    });
    objections.handedOver(number);
  }
}

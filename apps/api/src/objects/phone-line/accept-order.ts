import type { AttemptAnswer, AttemptOrder } from "../protocol.ts";
import type { LineParts } from "./parts.ts";
import { routeAhead } from "./pick-route.ts";
import { takeTurn } from "./take-turn.ts";

/** Nothing is kept of it: its Desk knows how it ended. */
const REFUSED = { accepted: false, reason: "suppressed" } as const;

/**
 * Takes an attempt over from a Desk, unless its number may not be called. A repeat of a known attempt changes nothing.
 * @param coming attempts whose number's route is being asked for, by their ids
 */
export async function acceptOrder(
  parts: LineParts,
  coming: Map<string, AttemptOrder>,
  order: AttemptOrder,
): Promise<AttemptAnswer> {
  const { store, suppressions } = parts;
  const { number } = order.phone;
  const isNew = store.attempt(order.attempt_id) === null;
  if (isNew && suppressions.stopsOrder(order)) return REFUSED;
  coming.set(order.attempt_id, order);
  const route = isNew ? await routeAhead(parts, order) : null;
  // Whatever came for the number while the Fleet was asked begins with one call; a repeat or a withdrawal does not.
  const together = [...coming.values()].filter(({ phone }) => phone.number === number);
  // Asked again: somebody may have objected while the Fleet was asked.
  const fresh = together.filter(
    (one) => store.attempt(one.attempt_id) === null && !suppressions.stopsOrder(one),
  );
  for (const { attempt_id } of together) coming.delete(attempt_id);
  for (const attempt of fresh) store.addAttempt(attempt, Date.now());
  // A way that was asked for without the fence is none for an organization that has one.
  const usable = order.eu_only === true || fresh.every(({ eu_only }) => eu_only !== true) ? route : null;
  if (fresh.length > 0) takeTurn(parts, number, usable);
  const taken = store.attempt(order.attempt_id);
  return taken === null ? REFUSED : { accepted: true, call_id: taken.call_id };
}

import { pbxLinkName } from "../names.ts";
import { buildScript } from "./build-script.ts";
import { leaveCall } from "./displace-drill.ts";
import type { LineParts } from "./parts.ts";
import { isEuOnly, legOf } from "./rows.ts";

/** The call was answered meanwhile, or its PBX does not know it yet: the line decides again after this. */
const DECIDE_AGAIN_MS = 200;

/**
 * Lets a call that is not answered yet speak of further alerts. They become part of the call only once its script has
 * them: a key must never acknowledge an alert that was not spoken. Joins of one call run one after the other; what comes
 * while one is under way joins together, for each join tells the whole script anew.
 */
export function joinCall(
  parts: LineParts,
  callId: string,
  number: string,
  attemptIds: readonly string[],
): Promise<void> {
  for (const attemptId of attemptIds) parts.joining.add(attemptId);
  const next = parts.nextJoins.get(callId);
  if (next !== undefined) {
    next.attemptIds.push(...attemptIds);
    return next.done;
  }
  const all = [...attemptIds];
  const before = parts.joins.get(callId);
  const mine = (before ?? Promise.resolve())
    .then(() => {
      if (before !== undefined) parts.nextJoins.delete(callId);
      return join(parts, callId, number, all);
    })
    .finally(() => {
      for (const attemptId of all) parts.joining.delete(attemptId);
      if (parts.joins.get(callId) === settled) parts.joins.delete(callId);
      // It ended while they were on their way into it: its end could not decide about them.
      if (parts.store.call(callId)?.phase === "ended") parts.takeTurn(number);
    });
  // Whoever started this join hears of its failure; the next one only waits for its turn.
  const settled = mine.catch(() => undefined);
  parts.joins.set(callId, settled);
  if (before !== undefined) parts.nextJoins.set(callId, { attemptIds: all, done: mine });
  return mine;
}

async function join(
  parts: LineParts,
  callId: string,
  number: string,
  attemptIds: readonly string[],
): Promise<void> {
  parts.timers.set(`line:${number}`, Date.now() + DECIDE_AGAIN_MS);
  const call = parts.store.call(callId);
  const leg = call === null ? null : legOf(call);
  if (call === null || call.phase === "ended") return;
  if (leg === null) {
    attachWaiting(parts, callId, attemptIds);
    return leaveCall(parts, callId);
  }
  const fresh = attemptIds.flatMap((attemptId) => {
    const attempt = parts.store.attempt(attemptId);
    return attempt?.state === "waiting" ? [attempt.order] : [];
  });
  const orders = [...parts.store.liveOf(callId).map((attempt) => attempt.order), ...fresh];
  const script = await buildScript(parts.env, orders, Date.now());
  const taken = await parts.env.PBX_LINK.getByName(pbxLinkName(leg.pbx_id)).updateScript(leg.leg_id, script);
  if (!taken) return;
  attachWaiting(parts, callId, attemptIds);
  leaveCall(parts, callId);
  const joined = parts.store.liveOf(callId).filter((attempt) => attemptIds.includes(attempt.attempt_id));
  parts.reports.add(callId, joined, Date.now(), {
    kind: "placed",
    ...leg,
    ...parts.results.placeOf(callId),
    ...(isEuOnly(joined) && { eu_only: true }),
  });
  await parts.reports.drain(callId);
}

/** Attaches those that were not withdrawn meanwhile. */
function attachWaiting(parts: LineParts, callId: string, attemptIds: readonly string[]): void {
  parts.commit(() => {
    for (const attemptId of attemptIds) {
      if (parts.store.attempt(attemptId)?.state === "waiting")
        parts.store.attach(attemptId, callId, Date.now());
    }
  });
}

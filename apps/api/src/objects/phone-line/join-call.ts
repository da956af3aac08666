import { pbxLinkName } from "../names.ts";
import { buildScript } from "./build-script.ts";
import type { LineParts } from "./parts.ts";
import { legOf } from "./rows.ts";

/**
 * Lets a call that is not answered yet speak of further alerts. Too late: they wait for the line again.
 * They are attached first, so that no second turn takes them meanwhile.
 */
export async function joinCall(parts: LineParts, callId: string, attemptIds: readonly string[]): Promise<void> {
  const now = Date.now();
  parts.storage.transactionSync(() => {
    for (const attemptId of attemptIds) parts.store.attach(attemptId, callId, now);
  });
  const call = parts.store.call(callId);
  const leg = call === null ? null : legOf(call);
  if (call === null || call.phase === "ended") return backToWaiting(parts, attemptIds);
  if (leg === null || call.leg_state === null) return;
  const orders = parts.store.liveOf(callId).map((attempt) => attempt.order);
  const script = await buildScript(parts.env, callId, orders, now);
  const taken = await parts.env.PBX_LINK.getByName(pbxLinkName(leg.pbx_id)).updateScript(leg.leg_id, script);
  if (!taken) return backToWaiting(parts, attemptIds);
  const joined = parts.store.liveOf(callId).filter((attempt) => attemptIds.includes(attempt.attempt_id));
  parts.reports.add(callId, joined, Date.now(), { kind: "placed", ...leg });
  await parts.reports.drain(callId);
}

function backToWaiting(parts: LineParts, attemptIds: readonly string[]): void {
  const now = Date.now();
  const numbers = new Set<string>();
  for (const attemptId of attemptIds) {
    const attempt = parts.store.attempt(attemptId);
    if (attempt?.state !== "live") continue;
    parts.store.detach(attemptId, now);
    numbers.add(attempt.number);
  }
  for (const number of numbers) parts.takeTurn(number);
}

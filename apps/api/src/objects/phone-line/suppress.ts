import { pushChange } from "../../services/organizations/push-snapshot.ts";
import { recordSuppression } from "../../services/suppression/record-suppression.ts";
import { pbxLinkName } from "../names.ts";
import type { SuppressionOrder, SuppressionRecord } from "../suppression-protocol.ts";
import { endCall } from "./end-call.ts";
import type { LineParts } from "./parts.ts";
import { type AttemptRow, type CallRow, legOf } from "./rows.ts";

/** What of a suppression is still to be done after a crash: calls to end, and D1 to tell. */
export const SUPPRESSIONS_TIMER = "suppressions";
const AGAIN_MS = 5_000;

/** What was written down: the row, and attempts that will not ring for it. */
export interface Suppressed {
  record: SuppressionRecord;
  ended: AttemptRow[];
}

/** Writes a suppression down, or that it is lifted, and ends what waits or rings against it. `null`: it was so already. */
export function suppress(parts: LineParts, order: SuppressionOrder): SuppressionRecord | null {
  const written = parts.commit(() => writeSuppression(parts, order));
  if (written !== null) followSuppression(parts, written);
  return written?.record ?? null;
}

/** The row, and the end of what waits against it: from then on nothing rings. Call it inside a commit. */
export function writeSuppression(parts: LineParts, order: SuppressionOrder): Suppressed | null {
  const record = parts.suppressions.change(order, Date.now());
  return record === null ? null : { record, ended: endStopped(parts, [order.number]) };
}

/** What follows from it, after the commit. A timer repeats it. */
export function followSuppression(parts: LineParts, { ended }: Pick<Suppressed, "ended">): void {
  const now = Date.now();
  parts.timers.set(SUPPRESSIONS_TIMER, now + AGAIN_MS);
  const fact = { kind: "ended", outcome: "opted_out", sip_code: null, cause: null, duration_ms: 0 } as const;
  for (const { attempt_id, order } of ended) {
    // Should this be lost, the Desk asks what became of its attempt.
    const report = { call_id: attempt_id, attempt_ids: [attempt_id], seq: now, at: now, fact };
    parts.detach(
      "say that a number is not called",
      parts.env.DESK.getByName(order.desk).callReports([report]),
    );
  }
  parts.detach("end calls that nobody may make any more", hangUpStopped(parts));
  parts.detach("tell D1 of a suppression", tell(parts));
}

/** The timer: a crash may have come between a suppression and what follows from it. */
export async function finishSuppressions(parts: LineParts): Promise<void> {
  parts.timers.set(SUPPRESSIONS_TIMER, Date.now() + AGAIN_MS);
  await hangUpStopped(parts);
  await tell(parts);
  if (callsToEnd(parts).length === 0) parts.timers.clear(SUPPRESSIONS_TIMER);
}

/** Takes what D1 knows better, as a line that lost its rows would, and answers with what this line knows better. */
export function learnSuppressions(
  parts: LineParts,
  records: readonly SuppressionRecord[],
): SuppressionRecord[] {
  const { newer, ended } = parts.commit(() => {
    const known = parts.suppressions.learn(records);
    return { newer: known, ended: endStopped(parts, parts.store.openNumbers()) };
  });
  if (ended.length > 0 || callsToEnd(parts).length > 0) followSuppression(parts, { ended });
  return newer;
}

/** Attempts that wait against a suppression are over, and calls against one take no other route. Inside a commit. */
function endStopped(parts: LineParts, numbers: readonly string[]): AttemptRow[] {
  const { store, suppressions } = parts;
  const stopped = [...new Set(numbers)]
    .flatMap((number) => store.waiting(number))
    .filter(({ order }) => suppressions.stopsOrder(order));
  for (const { attempt_id } of stopped) store.endAttempt(attempt_id, "opted_out", Date.now());
  for (const call of stoppedCalls(parts)) store.saveCall({ ...call, stopping: 1 });
  return stopped;
}

/** Calls that are on against a suppression. */
function stoppedCalls({ store, suppressions }: LineParts): CallRow[] {
  return store.openCalls((call) =>
    store.liveOf(call.call_id).some(({ order }) => suppressions.stopsOrder(order)),
  );
}

/** Those of them to be hung up: the one in which it was said says its goodbye and ends itself. */
function callsToEnd(parts: LineParts): CallRow[] {
  return stoppedCalls(parts).filter(({ number, call_id }) => !parts.suppressions.isSaidIn(number, call_id));
}

/** Safe to repeat: that a leg is gone is proven by its PBX alone. */
async function hangUpStopped(parts: LineParts): Promise<void> {
  for (const call of callsToEnd(parts)) {
    const leg = legOf(call);
    if (leg === null) endCall(parts, call, { outcome: "cancelled", sip_code: null, cause: null }, Date.now());
    else {
      parts.timers.set(`watch:${call.call_id}`, Date.now() + AGAIN_MS);
      await parts.env.PBX_LINK.getByName(pbxLinkName(leg.pbx_id)).cancel(leg.leg_id);
    }
  }
}

async function tell(parts: LineParts): Promise<void> {
  for (const { number, ...record } of parts.suppressions.untold()) {
    const owners = await recordSuppression(parts.env.DB, record, number);
    parts.suppressions.noteTold(record);
    for (const owner of owners) await pushChange(parts.env, owner);
  }
}

import type { Verdict } from "@callping/domain/calls/call-state";
import type { KeyMeaning } from "@callping/domain/calls/keys";
import type { StoredAlert } from "./alert-store.ts";
import type { StoredDrill } from "./drill-store.ts";
import type { DeskParts } from "./parts.ts";

type Touched = { attemptId: string; before: StoredAlert };

/** What a key did, for the read-back. It was committed already; an objection its line has written, and plans heed it at once. */
export function judgeKey(
  parts: DeskParts,
  meaning: KeyMeaning,
  touched: readonly Touched[],
  after: readonly StoredAlert[],
): Verdict {
  if (meaning === "opt_out") noteObjection(parts, touched);
  // The call that asks "still on it?" is about an acknowledgement: there a key is news.
  const acknowledgedBefore = touched
    .filter(({ attemptId, before }) => before.alert.run.reconfirm?.attemptId !== attemptId)
    .map(({ before }) => before.alert)
    .filter((alert) => alert.state === "acknowledged");
  const asksForCare = meaning === "acknowledge" || meaning === "snooze" || meaning === "escalate";
  const everyoneElses = acknowledgedBefore.length === touched.length && asksForCare;
  const by = everyoneElses ? (acknowledgedBefore[0]?.acknowledgedBy ?? null) : null;
  return {
    recorded: touched.length > 0 && isDone(meaning, after),
    meaning,
    already_by: by,
    ...(by !== null && isOurs(parts, by) && { by_member: true }),
  };
}

/** A person of the organization: other names (a tool's, a key's) are not spoken. */
function isOurs(parts: DeskParts, name: string): boolean {
  const { members = [], contacts = [] } = parts.snapshots.get() ?? {};
  return [...members, ...contacts].some((person) => person.name === name);
}

/** The same on a drill's call: a key that was committed is recorded, and nobody can have been faster. */
export function judgeDrillKey(parts: DeskParts, meaning: KeyMeaning, { drill }: StoredDrill): Verdict {
  if (meaning === "opt_out") objectTo(parts, drill.phoneId);
  return { recorded: true, meaning, already_by: null };
}

/** Whether the alerts are now as the key asked. */
function isDone(meaning: KeyMeaning, after: readonly StoredAlert[]): boolean {
  switch (meaning) {
    case "acknowledge":
      return after.every(({ alert }) => alert.state === "acknowledged" || alert.state === "resolved");
    case "resolve":
      return after.every(({ alert }) => alert.state === "resolved");
    default:
      return true;
  }
}

function noteObjection(parts: DeskParts, touched: readonly Touched[]): void {
  for (const { attemptId, before } of touched)
    objectTo(parts, before.alert.run.attempts.find((attempt) => attempt.id === attemptId)?.phoneId);
}

function objectTo(parts: DeskParts, phoneId: string | undefined): void {
  const phone = parts.snapshots.get()?.phones.find((candidate) => candidate.id === phoneId);
  if (phone !== undefined) parts.objections.add(phone.number);
}

import type { Schedule } from "@callping/domain/schedules/schedule";
import type { Database } from "../../db/statement.ts";
import { bodyOf } from "./schedule-row.ts";

/** Every Desk carries all schedules of its organization in one stored value of at most 2 MB, beside all else. */
const MOST_CHARACTERS = 400_000;
const MOST_SCHEDULES = 100;

export interface TooMuch {
  reason: "settings_conflict";
  detail: string;
}

/** Why a schedule, as it is to be, does not fit into a Desk beside the organization's others; `null` when it does. */
export async function checkSize(
  db: Database,
  organizationId: string,
  schedule: Schedule,
): Promise<TooMuch | null> {
  const others = await db
    .prepare(
      "SELECT count(*) AS n, coalesce(sum(length(body)), 0) AS size FROM schedules WHERE organization_id = ? AND id <> ?",
    )
    .bind(organizationId, schedule.id)
    .first<{ n: number; size: number }>();
  const { n = 0, size = 0 } = others ?? {};
  if (n >= MOST_SCHEDULES)
    return tooMuch(`The organization has ${n} schedules; there may be ${MOST_SCHEDULES}.`);
  const together = size + bodyOf(schedule).length;
  if (together <= MOST_CHARACTERS) return null;
  return tooMuch(
    `All schedules together would have ${together} characters; ${MOST_CHARACTERS} fit. Remove overrides that are over.`,
  );
}

function tooMuch(detail: string): TooMuch {
  return { reason: "settings_conflict", detail };
}

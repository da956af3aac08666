import { parseSchedule } from "@callping/domain/schedules/parse-schedule";
import type { Schedule } from "@callping/domain/schedules/schedule";
import type { Database } from "../../db/statement.ts";
import type { FieldProblem, InvalidBody } from "../parse-body.ts";

/** What the caller gave; the rest was stored before, and people who left since are no reason to refuse a change. */
export type Given = Partial<Record<"layers" | "overrides", boolean>>;

/** A schedule from untrusted input, in which only people of the organization are on call. Every problem at once. */
export async function readContent(
  db: Database,
  organizationId: string,
  input: unknown,
  given: Given,
): Promise<{ ok: true; schedule: Schedule } | { ok: false; error: InvalidBody }> {
  const parsed = parseSchedule(input);
  if (!parsed.ok) {
    const problems = parsed.error.problems.map(({ path, message }) => ({ path, message }));
    return { ok: false, error: { reason: "invalid_body", problems } };
  }
  const problems = await findStrangers(db, organizationId, parsed.value, given);
  return problems.length === 0
    ? { ok: true, schedule: parsed.value }
    : { ok: false, error: { reason: "invalid_body", problems } };
}

/** Somebody on call who is nobody of the organization: an alert would ring nobody. */
export async function findStrangers(
  db: Database,
  organizationId: string,
  { layers, overrides }: Pick<Schedule, "layers" | "overrides">,
  given: Given,
): Promise<FieldProblem[]> {
  const { results } = await db
    .prepare("SELECT id FROM members WHERE organization_id = ?")
    .bind(organizationId)
    .all<{ id: string }>();
  const known = new Set(results.map(({ id }) => id));
  const problemsOf = (ids: readonly string[], path: string): FieldProblem[] =>
    ids.flatMap((id, index) =>
      known.has(id)
        ? []
        : [
            {
              path: `${path}[${index}]`,
              message: `${id} is no member of this organization: nobody would ring.`,
            },
          ],
    );
  return [
    ...(given.layers === true
      ? layers.flatMap(({ entries }, layer) =>
          entries.flatMap((ids, entry) => problemsOf(ids, `layers[${layer}].entries[${entry}]`)),
        )
      : []),
    ...(given.overrides === true
      ? overrides.flatMap(({ members }, index) => problemsOf(members, `overrides[${index}].members`))
      : []),
  ];
}

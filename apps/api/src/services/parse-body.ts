import * as v from "valibot";

/** One thing wrong with a body. */
export interface FieldProblem {
  /** Where: `heartbeat.cron`. Empty for the body itself. */
  path: string;
  message: string;
}

export interface InvalidBody {
  reason: "invalid_body";
  problems: FieldProblem[];
}

/** Reads untrusted input by a schema. Every problem is told at once, so that somebody corrects it once. */
export function parseBody<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): { ok: true; value: v.InferOutput<Schema> } | { ok: false; error: InvalidBody } {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return { ok: true, value: parsed.output };
  const problems = parsed.issues.map((issue) => ({
    path: v.getDotPath(issue) ?? "",
    message: issue.message,
  }));
  return { ok: false, error: { reason: "invalid_body", problems } };
}

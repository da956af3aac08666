import { RangeQuerySchema } from "@callping/contract/api/on-call";
import { SCHEDULE_LIMITS } from "@callping/domain/schedules/schedule";
import * as v from "valibot";
import type { AppContext } from "./context.ts";

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 28;
/** A year and a month: of a schedule handed over every hour that is an answer of 3 MB. */
const MOST_DAYS = 400;

type Refused = { ok: false; detail: string };

/** Moments in the query, in milliseconds since the epoch. Unknown parameters are refused. */
export function readTimes<Name extends string>(
  c: AppContext,
  schema: v.GenericSchema<unknown, Partial<Record<Name, string | undefined>>>,
): { ok: true; times: Partial<Record<Name, number>> } | Refused {
  const parsed = v.safeParse(schema, c.req.query());
  if (!parsed.success) {
    const said = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? "query"}: ${issue.message}`);
    return { ok: false, detail: said.join("; ").slice(0, 500) };
  }
  const times: Partial<Record<Name, number>> = {};
  for (const [name, text] of Object.entries<string | undefined>(parsed.output)) {
    if (text === undefined) continue;
    const at = Date.parse(text);
    const { first, last } = SCHEDULE_LIMITS.years;
    const year = new Date(at).getUTCFullYear();
    if (!(year >= first && year <= last))
      return { ok: false, detail: `${name}: ${text.slice(0, 40)} is no moment from ${first} to ${last}` };
    times[name as Name] = at;
  }
  return { ok: true, times };
}

/** `from` and `to` of the query: four weeks from now when they are left out. */
export function readRange(c: AppContext, now: number): { ok: true; from: number; to: number } | Refused {
  const read = readTimes(c, RangeQuerySchema);
  if (!read.ok) return read;
  const from = read.times.from ?? now;
  const to = read.times.to ?? from + DEFAULT_DAYS * DAY_MS;
  if (to <= from) return { ok: false, detail: "to: not after from" };
  if (to - from > MOST_DAYS * DAY_MS)
    return { ok: false, detail: `to: more than ${MOST_DAYS} days after from` };
  return { ok: true, from, to };
}

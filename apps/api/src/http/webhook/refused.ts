import type { ProblemCode } from "@callping/contract/api/problem";
import type { AppContext } from "../context.ts";
import { problem } from "../problem.ts";

/** Why a request was not taken. Each door says it in the words of its own tool. */
export interface Refused {
  ok: false;
  code: ProblemCode;
  detail: string;
  retryAfterSeconds?: number;
  /** Members of the problem document beyond the usual ones. */
  members?: Record<string, unknown>;
}

/** The header of an answer that asks to be tried again. */
export function retryHeader({ retryAfterSeconds }: Refused): Record<string, string> {
  return retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
}

/** A refusal as CallPing's own doors say it. */
export function asProblem(c: AppContext, refused: Refused): Response {
  return problem(c, refused.code, refused.detail, {
    headers: retryHeader(refused),
    members: refused.members ?? {},
  });
}

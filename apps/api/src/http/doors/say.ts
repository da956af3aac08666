import { PROBLEMS } from "@callping/contract/api/problem";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Refused } from "../webhook/refused.ts";

/** A refusal in one line, for tools that show one: what happened, what it means for alerts, what to do. */
export function sayRefusal({ code, detail }: Refused): string {
  const [, , effect, whatToDo] = PROBLEMS[code];
  return `${detail} ${effect} ${whatToDo}`;
}

export function statusOf({ code }: Refused): ContentfulStatusCode {
  return PROBLEMS[code][0];
}

import type { ReceiveInput, ReceiveResult } from "../../objects/desk-protocol.ts";
import type { DeskStub } from "../desks.ts";

const TRIES = 2;
const PAUSE_MS = 50;
/** A Desk commits in milliseconds. Beyond this the sender is better served by a 503 that it repeats. */
const DEADLINE_MS = 5000;

export type HandOver<Result> =
  | { ok: true; result: Result }
  | { ok: false; error: { reason: "desk_unreachable"; detail: string } };

/**
 * Gives a webhook to its Desk, twice if need be: the Desk knows the `request_id`, so a repeat of one that had arrived
 * changes nothing.
 * @param desk makes a fresh stub for each try.
 */
export function handOver(
  desk: () => Pick<DeskStub, "receive">,
  input: ReceiveInput,
): Promise<HandOver<ReceiveResult>> {
  return repeatOnce(input.request_id, () => desk().receive(input));
}

/** Asks a Desk, and once more when that fails. `ask` takes a fresh stub each time, and may be repeated without harm. */
export async function repeatOnce<Result>(
  requestId: string,
  ask: () => Promise<Result>,
): Promise<HandOver<Result>> {
  let detail = "";
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (tried > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    try {
      return { ok: true, result: await withDeadline(ask()) };
    } catch (error) {
      detail = error instanceof Error ? error.message : String(error);
      console.warn(
        JSON.stringify({
          event: "desk_try_failed",
          request_id: requestId,
          tried: tried + 1,
          reason: detail,
        }),
      );
    }
  }
  return { ok: false, error: { reason: "desk_unreachable", detail } };
}

async function withDeadline<Result>(work: Promise<Result>): Promise<Result> {
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => deadline.reject(new Error(`no answer within ${DEADLINE_MS} ms`)),
    DEADLINE_MS,
  );
  try {
    return await Promise.race([work, deadline.promise]);
  } finally {
    clearTimeout(timer);
  }
}

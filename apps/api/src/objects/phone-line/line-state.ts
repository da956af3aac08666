import { decideLine } from "@callping/domain/lines/decide";
import type { NumberLineState } from "../protocol.ts";
import type { LineParts } from "./parts.ts";

/** What would hold an ordinary alert of an organization to a number now. Of others' calls it tells only that they hold it. */
export function lineState(
  { store, history }: Pick<LineParts, "store" | "history">,
  number: string,
  organizationId: string,
  now: number,
): NumberLineState {
  const line = history.state(number, store.liveCall(number));
  const asked = {
    attemptId: "",
    organizationId,
    severity: "major",
    ignoreCooldown: false,
    notBefore: now,
    since: now,
  } as const;
  const decision = decideLine(line, [asked], now);
  const held = decision.kind === "hold" ? decision : null;
  return {
    last_call_at: line.lastEnded?.organizationId === organizationId ? line.lastEnded.at : null,
    next_call_at: held?.until ?? null,
    held_by: held?.reason ?? null,
  };
}

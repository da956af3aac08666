import type { CallScript } from "./script-types.ts";

/** What a key asks for. `repeat` and `help` are answered by the call itself; the others ask something of a Desk. */
export type KeyMeaning =
  | "acknowledge"
  | "escalate"
  | "snooze"
  | "resolve"
  | "refuse"
  | "repeat"
  | "help"
  | "opt_out"
  | "unknown";

/** Keys that a Desk must record before anything is confirmed. */
export type AskingMeaning = Exclude<KeyMeaning, "repeat" | "help" | "unknown">;

const KEY_MAPS: Record<CallScript["keyMap"], ReadonlyMap<string, KeyMeaning>> = {
  default: new Map<string, KeyMeaning>([
    ["1", "acknowledge"],
    ["2", "escalate"],
    ["3", "snooze"],
    ["6", "resolve"],
    ["9", "opt_out"],
    ["*", "repeat"],
    ["0", "help"],
  ]),
  pagerduty: new Map<string, KeyMeaning>([
    ["4", "acknowledge"],
    ["6", "resolve"],
    // PagerDuty has no 9. Whoever is called may object whatever keys their team chose.
    ["9", "opt_out"],
    ["*", "repeat"],
    ["0", "help"],
  ]),
  drill: new Map<string, KeyMeaning>([
    ["1", "acknowledge"],
    ["9", "opt_out"],
    ["*", "repeat"],
    ["0", "help"],
  ]),
  code: new Map<string, KeyMeaning>([
    ["9", "opt_out"],
    ["*", "repeat"],
    ["0", "help"],
  ]),
  agree: new Map<string, KeyMeaning>([
    ["1", "acknowledge"],
    ["2", "refuse"],
    ["9", "opt_out"],
    ["*", "repeat"],
    ["0", "help"],
  ]),
};

/** What a digit means in a key map (product, section 5). */
export function meaningOfKey(keyMap: CallScript["keyMap"], digit: string): KeyMeaning {
  return KEY_MAPS[keyMap].get(digit) ?? "unknown";
}

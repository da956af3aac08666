/** What one value says of a problem; `weak` words also name other things and give way to any doubt. */
export type StateSignal = "firing" | "resolved" | "resolved_weak";

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const FIRING = set(
  "firing fired alerting alarm trigger triggered retriggered problem down open opened reopened active activated fail failed failing " +
    "failure fails error errored critical crit warning warn fatal nodata unreachable degraded investigating identified new create " +
    "created start started occurred outage unhealthy offline breached violated exceeded timeout broken unstable trouble unsuccessful " +
    "bad emergency missed missing late raised unresolved detected pending unavailable incident escalated",
);
const RESOLVED = set(
  "resolved resolve recovered recovery cleared clear closed close ok up restored autoresolved",
);
const RESOLVED_WEAK = set(
  "success successful succeeded passed passing normal available healthy operational green fixed deactivated canceled cancelled end ended online inactive",
);
/** Things that end: `problem resolved` is an end, `recovery failed` is none. */
const NOUNS = set("alert alarm problem failure error outage incident fault warning down event");
const NEGATIONS = set("not no non never un still partially partial almost cannot before until unless if");

const MAX_LENGTH = 60;
const MAX_WORDS = 6;

/** The signal of a state field's value, or `null` when it says nothing. Short values only: a sentence is no state. */
export function stateSignal(value: string): StateSignal | null {
  if (value.length > MAX_LENGTH) return null;
  const words = splitWords(afterArrow(value));
  if (words.length === 0 || words.length > MAX_WORDS) return null;
  if (words.length === 1 && words[0] === "alert") return "firing";
  if (words.some((word) => NEGATIONS.has(word)) || /no ?data/.test(words.join(" "))) return "firing";
  const end = words.findIndex((word) => RESOLVED.has(word) || RESOLVED_WEAK.has(word));
  const isFiring = words.some((word, index) => FIRING.has(word) && !(NOUNS.has(word) && end > index));
  if (isFiring) return "firing";
  const last = words.find((word) => RESOLVED.has(word)) ?? words[end];
  if (last === undefined) return null;
  return RESOLVED.has(last) ? "resolved" : "resolved_weak";
}

/** `DOWN -> UP` and `Down ended (now: Up)` say what is now after what was. */
function afterArrow(value: string): string {
  const now = /\bnow:? ([\w ]{1,20})\)?$/i.exec(value)?.[1];
  return now ?? value.split(/->|=>|→/).at(-1) ?? value;
}

/** `ALERT_STATE_EVENT_END`, `incident.resolved` and `autoResolved` in lower-case words. */
function splitWords(value: string): string[] {
  return value
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

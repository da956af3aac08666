/** What one value says of a problem; `weak` words also name other things and give way to any doubt. */
export type StateSignal = "firing" | "resolved" | "resolved_weak";

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const FIRING = set(
  "firing fired fire alerting alarm alarming trigger triggered retriggered problem down open opened reopened reopen active activated activate fail failed " +
    "failing failure fails error errored errors critical crit warning warn fatal nodata unreachable degraded degradation investigating identified new create " +
    "created start started begin began occurred outage unhealthy offline breached breach violated violation exceeded exceeds timeout timedout broken unstable trouble " +
    "unsuccessful bad emergency missed missing late raised raise set unresolved detected pending unavailable incident escalated flapping red dead lost " +
    "warnings failures nok ko ng crashed crash stopped stalled delayed abnormal anomaly reactivated regressed regression expired expiring expire rejected denied worse " +
    "major minor high disaster incomplete stuck overdue disconnected inaccessible paused unassigned ongoing reported",
);
const RESOLVED = set(
  "resolved resolve resolves recovered recovery recover cleared clear closed close ok okay up restored restore autoresolved fixed healthy operational normal " +
    "normalized deactivated online green solved remediated rectified ended end",
);
const RESOLVED_WEAK = set(
  "success successful succeeded passed passing pass available good done complete finished stable reachable canceled cancelled inactive fine better connected applied",
);
/** Things that end: `problem resolved` is an end, `recovery failed` is none. */
const NOUNS = set(
  "alert alerting alarm problem failure error errors outage incident fault warning down downtime event trigger violation degraded degradation critical timeout anomaly breach crash",
);
/** Said first, they end what follows: `ResolvedCritical`, `close_incident`. */
const ENDERS = set("resolved resolve resolves recovered cleared closed close");
const NEGATIONS = set(
  "not no non never un still partially partial almost cannot before until unless if in without",
);

const MAX_LENGTH = 60;
const MAX_WORDS = 6;

/** The signal of a state field's value, or `null` when it says nothing. Short values only: a sentence is no state. */
export function stateSignal(value: string): StateSignal | null {
  if (value.length > MAX_LENGTH) return null;
  if (ONE_WORD.test(value)) return signalOfWord(value.toLowerCase());
  if (isPart(value)) return "firing";
  const words = splitWords(afterArrow(value));
  if (words.length === 0 || words.length > MAX_WORDS) return null;
  if (words.length === 1 && words[0] === "alert") return "firing";
  if (words.some((word) => NEGATIONS.has(word)) || /no ?data/.test(words.join(" "))) return "firing";
  const end = words.findIndex((word) => RESOLVED.has(word) || RESOLVED_WEAK.has(word));
  if (ENDERS.has(words[0] ?? "") && words.slice(1).every((word) => NOUNS.has(word) || !FIRING.has(word)))
    return "resolved";
  const isFiring = words.some((word, index) => FIRING.has(word) && !(NOUNS.has(word) && end > index));
  if (isFiring) return "firing";
  const last = words.find((word) => RESOLVED.has(word)) ?? words[end];
  if (last === undefined) return null;
  return RESOLVED.has(last) ? "resolved" : "resolved_weak";
}

/** `2 of 5 OK` and `1/3 up` are not all; `recovery mode` is none. */
function isPart(value: string): boolean {
  if (
    /recovery[ _-](?:mode|pending|needed|required|started)\b|(?:threshold|limit|deadline)[ _-]passed\b/i.test(
      value,
    )
  )
    return true;
  const [, some, all] = /(?:^|\s)(\d{1,6}) ?(?:of|\/) ?(\d{1,6})(?=\s|$)/i.exec(value) ?? [];
  return some !== undefined && Number(some) < Number(all);
}

/** Most states are; `autoResolved` is two. */
const ONE_WORD = /^(?:[A-Za-z][a-z]*|[A-Z]+)$/;

/** What the rules above come to for a single word. */
function signalOfWord(word: string): StateSignal | null {
  if (word === "alert" || word === "nodata" || NEGATIONS.has(word) || FIRING.has(word)) return "firing";
  if (RESOLVED.has(word)) return "resolved";
  return RESOLVED_WEAK.has(word) ? "resolved_weak" : null;
}

/** `DOWN -> UP`, `FIRING_TO_OK` and `Down ended (now: Up)` say what is now after what was. */
function afterArrow(value: string): string {
  const change = /^[a-z]+[_ ]to[_ ](ok|normal|up|healthy|resolved|cleared|recovered|operational)$/i.exec(
    value,
  )?.[1];
  if (change !== undefined) return change;
  if (!CHANGE.test(value)) return value;
  const now = /\bnow:? ([\w ]{1,20})\)?$/i.exec(value)?.[1];
  const isChange = /\bfrom\b.{1,40}\bto\b/i.test(value);
  return now ?? value.split(isChange ? /\bto\b/i : /->|=>|→/).at(-1) ?? value;
}

const CHANGE = /now|from|[-=]>|→/i;

/** `ALERT_STATE_EVENT_END`, `incident.resolved` and `autoResolved` in lower-case words. */
export function splitWords(value: string): string[] {
  if (value === "") return [];
  if (ONE_WORD.test(value)) return [value.toLowerCase()];
  return value
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

import { namesOf } from "./names.ts";
import { type Field, fieldsNamed, type Place } from "./places.ts";
import { splitWords, stateSignal } from "./state-words.ts";
import { hasTrouble, type Texts } from "./text-state.ts";

/** Why a request is no alert at all. */
export interface Notice {
  source: string;
  value: string | null;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Things that start, wait and run without anything being wrong. */
const JOBS = set("deploy deployment deployments build building deploying pipeline workflow job run release");
/** These begin too, but one that waits or is pending may be what is wrong. */
const SYNCS = set("sync syncs jobs");
const STARTS = /^(?:start|started|starting|begin|began)$/;
const BEGINNINGS = set(
  "started starting start begin began queued pending running building deploying enqueued waiting requested scheduled created progress preparing",
);
/** An event that is called so tells of it, not of its failing. */
const IS_JOB = /^(deploy|deployment)$/;
const JOB_FIELDS = ["event", "eventtype", "eventname", "type", "action", "detailtype", "objectkind"] as const;
const STATE_FIELDS = ["state", "status", "buildstatus", "deploystatus", "phase"] as const;
const MAINTENANCE =
  /^(?:under|scheduled|planned|in)?[\s_.-]?maintenance(?:[\s_.:-](?:start|started|begin|began|end|ended|scheduled|created|completed|mode|window))?$/i;
const MAINTENANCE_FIELDS = namesOf(
  [...JOB_FIELDS, "status", "state", "newstatus", "notificationtype"].join(" "),
);
const OF_JOBS = namesOf([...JOB_FIELDS, ...STATE_FIELDS].join(" "));
const KINDS = namesOf(JOB_FIELDS.join(" "));

/**
 * Whether a request is no alert at all: subscription confirmations (Amazon SNS), a hook's first ping (GitHub),
 * maintenance, and jobs that begin. A short list on purpose, and only when no text speaks of trouble: doubt means firing.
 */
export function readNotice(places: readonly Place[], firing: readonly string[], texts: Texts): Notice | null {
  const root = places[0];
  if (root === undefined) return null;
  if (root.fields.has("topicarn") && root.fields.has("subscribeurl"))
    return confirmation(root.fields.get("type"));
  if (["zen", "hookid", "hook"].every((name) => root.fields.has(name))) return { source: "zen", value: null };
  const notice = handshake(root) ?? maintenance(places) ?? beginning(places);
  return notice === null || firing.some(saysMore) || texts.some(asksForSomebody) ? null : notice;
}

/** Whoever sends webhooks asks first whether we want them: Slack, Zoom, Azure Event Grid. */
function handshake(root: Place): Notice | null {
  for (const field of fieldsNamed(root, KINDS))
    if (HANDSHAKE.test(textOf(field))) return { source: field.path, value: textOf(field) };
  return null;
}
const HANDSHAKE =
  /^(?:url_verification|endpoint\.url_validation|webhook[._ ]verification|Microsoft\.EventGrid\.SubscriptionValidationEvent)$/;

/** A deployment's own words ask for nobody; these do. */
const asksForSomebody = (text: string): boolean => hasTrouble(text) || ASKS.test(text);
const ASKS =
  /\b(alert|incident|latency|rollbacks?|rolled back|behind|out of|lag\w*|delay\w*|doubled|spik\w*|urgent\w*|immediately|overdue|needs?|approv\w+|manual\w*|stopped)\b/i;

function confirmation(type: Field | undefined): Notice | null {
  const value = type === undefined ? "" : textOf(type);
  return /^(Uns|S)ubscriptionConfirmation$/.test(value) ? { source: "Type", value } : null;
}

/** `started` alone is no trouble; `start failed` is. */
const saysMore = (value: string): boolean =>
  !MAINTENANCE.test(value) &&
  stateSignal(
    splitWords(value)
      .filter((word) => !BEGINNINGS.has(word) && word !== "in")
      .join(" "),
  ) === "firing";

function maintenance(places: readonly Place[]): Notice | null {
  for (const place of places.filter(({ kind }) => kind === "alert").slice(0, 4))
    for (const field of fieldsNamed(place, MAINTENANCE_FIELDS))
      if (MAINTENANCE.test(textOf(field))) return { source: field.path, value: textOf(field) };
  return null;
}

/** `deployment.started`, `{ object_kind: "build", build_status: "running" }`, `{ pipeline: { state: "STARTED" } }`. */
function beginning(places: readonly Place[]): Notice | null {
  const root = places[0] === undefined ? [] : wordsOfFields(places[0]);
  for (const place of places.filter(({ kind }) => kind === "alert").slice(0, 6)) {
    const fields = fieldsNamed(place, OF_JOBS);
    if (fields.length === 0) continue;
    const kind = place === places[0] ? root : wordsOfFields(place);
    const isOfJob = [...splitWords(place.key), ...root, ...kind].some((word) => JOBS.has(word));
    for (const field of fields) {
      const value = textOf(field);
      const words = splitWords(value.slice(0, 60));
      if (words.length === 1 && IS_JOB.test(words[0] ?? "") && field.name !== "status")
        return { source: field.path, value };
      const begins = words.length <= 4 && words.some((word) => BEGINNINGS.has(word));
      const isJob = (word: string): boolean => JOBS.has(word);
      if (words.some((word) => SYNCS.has(word)) && words.some((word) => STARTS.test(word)))
        return { source: field.path, value };
      if (begins && (isOfJob || words.some(isJob) || isJob(field.name.replace(/status$/, ""))))
        return { source: field.path, value };
    }
  }
  return null;
}

const wordsOfFields = (place: Place): string[] =>
  fieldsNamed(place, KINDS).flatMap((field) => splitWords(textOf(field).slice(0, 60)));

const textOf = ({ value }: Field): string => (typeof value === "string" ? value.trim() : "");

/** Every field that it is read from. */
export const NOTICE_TELLING: readonly string[] = [MAINTENANCE_FIELDS, OF_JOBS].flatMap(({ list }) => list);

const TEST_FIELDS = [
  "istest",
  "test",
  "testnotification",
  "istestnotification",
  "testmode",
  "testevent",
] as const;
const TEST_TITLE =
  /\b(test (alert|notification|message|webhook|incident|event)|this is a test|testing webhook)\b|^trigger test\b|\btesting$/i;

/** Whether a tool's own test button sent it. It rings like any other and is announced as a test. */
export function isTest(root: Place | undefined, title: string | null): boolean {
  const flagged = TEST_FIELDS.some((name) => {
    const value = root?.fields.valueOf(name);
    return value === true || value === "true";
  });
  return flagged || (title !== null && TEST_TITLE.test(title));
}

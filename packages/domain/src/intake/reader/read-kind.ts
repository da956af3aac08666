import type { Place } from "./places.ts";
import { splitWords, stateSignal } from "./state-words.ts";
import { hasTrouble } from "./text-state.ts";

/** Why a request is no alert at all. */
export interface Notice {
  source: string;
  value: string | null;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Things that start, wait and run without anything being wrong. */
const JOBS = set("deploy deployment deployments build building deploying pipeline workflow job run release");
const BEGINNINGS = set(
  "started starting start queued pending running building deploying enqueued waiting requested scheduled created progress preparing",
);
/** An event that is called so tells of it, not of its failing. */
const IS_JOB = /^(deploy|deployment)$/;
const JOB_FIELDS = ["event", "eventtype", "eventname", "type", "action", "detailtype", "objectkind"] as const;
const STATE_FIELDS = ["state", "status", "buildstatus", "deploystatus", "phase"] as const;
const MAINTENANCE =
  /^(?:under|scheduled|planned|in)?[\s_.-]?maintenance(?:[\s_.:-](?:start|started|begin|began|end|ended|scheduled|created|completed|mode|window))?$/i;
const MAINTENANCE_FIELDS = [...JOB_FIELDS, "status", "state", "newstatus", "notificationtype"] as const;

/**
 * Whether a request is no alert at all: subscription confirmations (Amazon SNS), a hook's first ping (GitHub),
 * maintenance, and jobs that begin. A short list on purpose, and only when no text speaks of trouble: doubt means firing.
 */
export function readNotice(
  places: readonly Place[],
  firing: readonly string[],
  texts: readonly string[],
): Notice | null {
  const root = places[0];
  if (root === undefined) return null;
  const type = text(root, "type");
  if (root.fields.has("topicarn") && root.fields.has("subscribeurl"))
    return /^(Uns|S)ubscriptionConfirmation$/.test(type) ? { source: "Type", value: type } : null;
  if (["zen", "hookid", "hook"].every((name) => root.fields.has(name))) return { source: "zen", value: null };
  const notice = maintenance(places) ?? beginning(places);
  return notice === null || firing.some(saysMore) || texts.some(hasTrouble) ? null : notice;
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
    for (const name of MAINTENANCE_FIELDS)
      if (MAINTENANCE.test(text(place, name))) return { source: path(place, name), value: text(place, name) };
  return null;
}

/** `deployment.started`, `{ object_kind: "build", build_status: "running" }`, `{ pipeline: { state: "STARTED" } }`. */
function beginning(places: readonly Place[]): Notice | null {
  const root = places[0] === undefined ? [] : wordsOfFields(places[0]);
  for (const place of places.filter(({ kind }) => kind === "alert").slice(0, 6)) {
    const owner = [...splitWords(place.key), ...root].some((word) => JOBS.has(word));
    const kind = wordsOfFields(place);
    for (const name of [...JOB_FIELDS, ...STATE_FIELDS]) {
      const words = splitWords(text(place, name).slice(0, 60));
      const begins = words.length <= 4 && words.some((word) => BEGINNINGS.has(word));
      if (words.length === 1 && IS_JOB.test(words[0] ?? "") && name !== "status")
        return { source: path(place, name), value: text(place, name) };
      if (
        begins &&
        (owner || [...kind, ...words, name.replace(/status$/, "")].some((word) => JOBS.has(word)))
      )
        return { source: path(place, name), value: text(place, name) };
    }
  }
  return null;
}

const wordsOfFields = (place: Place): string[] =>
  JOB_FIELDS.flatMap((name) => splitWords(text(place, name).slice(0, 60)));

function text(place: Place, name: string): string {
  const value = place.fields.get(name)?.value;
  return typeof value === "string" ? value.trim() : "";
}

const path = (place: Place, name: string): string => place.fields.get(name)?.path ?? name;

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
    const value = root?.fields.get(name)?.value;
    return value === true || value === "true";
  });
  return flagged || (title !== null && TEST_TITLE.test(title));
}

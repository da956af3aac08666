import { markOf, type Mark } from "./subject-marks.ts";

/** A subject taken apart. */
export interface Subject {
  /** What a human should hear: without reply, forward and state prefixes. `null` when nothing is left. */
  title: string | null;
  /** The same words for every mail of one problem, whatever state each tells; `null` when nothing is left. */
  problem: string | null;
  /** `null` when the subject says neither beyond doubt: the text may, and doubt means firing. */
  state: "firing" | "resolved" | null;
  /** The word for how bad it is, as written. */
  severity: string | null;
}

const MAX_SUBJECT = 500;
const MAX_PREFIXES = 12;

const REPLY =
  /^(?:re|fwd?|aw|wg|sv|vs|tr|rv|odp|antw|enc|res|ynt|отв|пересл)(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?:\s*/i;
/** What decorates a subject before its words: stars, arrows, emoji. */
const DECORATION =
  /^(?:[\s*!~=|•>\-–—:;,]+|(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{FE0F}\u{200D}])+)/u;
/** What filters put before the subject of whatever comes from outside. */
const FILTER_TAG = /^(?:external|extern|ext|spam\??|suspected spam|caution)$/i;
const BRACKETS = /^\[([^\][]{1,60})\]/;
/** `PROBLEM:`, `UP |`, `CRITICAL - `, `Resolved in 5m 3s:`. */
const WORD =
  /^(monitor is (?:up|down)|[a-z]+[ -]?\d?)(?:\s+in\s+(?:\d{1,4}\s?[a-z]{1,8}\s?){1,6})?(?:\s?[:|]\s*|\s[-–—]{1,2}\s+)/i;
/** Pingdom's `DOWN alert:`, and Nagios' `PROBLEM Service Alert:` without its brackets of stars. */
const WORD_BEFORE_ALERT = /^(UP|DOWN|PROBLEM|RECOVERY)\s+(?=(?:(?:service|host)\s+)?alert\s?:)/i;

/** The state a title ends with: `web is CRITICAL **`, `CRIT -> OK`. */
const ENDING = /\s+is\s+(?:now\s+)?(critical|warning|unknown|down|unreachable|ok|up)\W{0,6}$/i;
const ARROW = /\s+\(?(\w{2,12})\s?(?:->|=>|→)\s?(\w{2,12})\)?\W{0,6}$/;

/** A resolved word that the rest takes back. */
const TAKEN_BACK =
  /^(?:not|no|never|un|still|partially|partly|almost|nearly|is not|isn't|yet|\?)(?:\W|$)|\?\s*$/i;
/** A second state in machine's writing. Tools write titles in lower case, so only this one is a doubt. */
const SECOND_STATE =
  /\b(?:CRITICAL|CRIT|WARNING|PROBLEM|DOWN|FIRING|ALARM|FAILED)\s?[:=]|\[(?:firing|problem|alarm|down)\b/;
/** `Recovery` is also the name of a job that can fail. */
const TROUBLE =
  /\b(?:fail\w*|error\w*|unable|cannot|abort\w*|time[sd]? ?out|stuck|incomplete|impossible|exception|crash\w*)\b/i;

/** Reads a subject. Pure words in, in time linear to the subject's first 500 characters; never throws. */
export function readSubject(subject: string | null): Subject {
  const whole = (subject ?? "").normalize("NFKC").replaceAll(/\s+/g, " ").trim().slice(0, MAX_SUBJECT);
  const { marks, kept, rest } = takePrefixes(whole);
  const title = [...kept, rest].join(" ").trim();
  const severity = marks.find((mark) => mark.means === "severity")?.word ?? severityEnding(rest);
  return {
    title: title === "" ? null : title,
    problem: problemOf(title),
    state: stateOf(marks, rest),
    severity,
  };
}

function takePrefixes(whole: string): { marks: Mark[]; kept: string[]; rest: string } {
  const marks: Mark[] = [];
  const kept: string[] = [];
  let rest = whole;
  for (let taken = 0; taken < MAX_PREFIXES; taken += 1) {
    const before = rest;
    rest = rest.replace(DECORATION, "").replace(REPLY, "");
    const tag = BRACKETS.exec(rest);
    const word = tag === null ? (WORD_BEFORE_ALERT.exec(rest) ?? WORD.exec(rest)) : null;
    const mark = markOf((tag ?? word)?.[1] ?? "");
    if (mark !== null) marks.push(mark);
    // A name in brackets (`[billing] [RESOLVED] …`) belongs to the title, and a state may follow it.
    else if (tag !== null && !FILTER_TAG.test(tag[1] ?? "")) kept.push(tag[0]);
    const length = tag?.[0].length ?? (mark === null ? 0 : (word?.[0].length ?? 0));
    rest = rest.slice(length);
    if (rest === before) break;
  }
  return { marks, kept, rest: rest.trim() };
}

function stateOf(marks: readonly Mark[], rest: string): Subject["state"] {
  const now = arrowOf(rest);
  if (now !== null) return now.means === "resolved" ? "resolved" : "firing";
  if (marks.some((mark) => mark.means === "firing")) return "firing";
  const resolved = marks.filter((mark) => mark.means === "resolved");
  if (resolved.length === 0) return null;
  if (TAKEN_BACK.test(rest) || SECOND_STATE.test(rest)) return "firing";
  const isJobPerhaps = resolved.every((mark) => mark.word.toLowerCase() === "recovery");
  const ending = markOf(ENDING.exec(rest)?.[1] ?? "");
  if (isJobPerhaps && ending?.means !== "resolved" && (ending !== null || TROUBLE.test(rest)))
    return "firing";
  return "resolved";
}

/** What a title's arrow points to. `lag of db1 -> db2` has no such arrow: both of its ends must be states. */
function arrowOf(rest: string): Mark | null {
  const [, before = "", now = ""] = ARROW.exec(rest) ?? [];
  return markOf(before) === null ? null : markOf(now);
}

function severityEnding(rest: string): string | null {
  const mark = arrowOf(rest) ?? markOf(ENDING.exec(rest)?.[1] ?? "");
  return mark?.means === "severity" ? mark.word : null;
}

/** Letters and digits only, so that quotes, stars and an ending state make no other problem of it. */
function problemOf(title: string): string | null {
  const words = (arrowOf(title) === null ? title : title.replace(ARROW, ""))
    .replace(ENDING, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return words === "" ? null : words;
}

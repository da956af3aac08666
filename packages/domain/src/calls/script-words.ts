import type { Severity } from "../alerts/severity.ts";
import { countPrompt, type PromptId, PROMPTS } from "../words/prompts.ts";
import { speakable, type SpokenLanguage } from "../words/speakable.ts";
import type { CallScript } from "./script-types.ts";

/** Words that still need a voice, or a recording that every PBX has. */
export type Piece = { kind: "prompt"; id: PromptId; words: string } | { kind: "speech"; words: string };

/** Key maps that an organization chooses from. */
type OrganizationKeys = Extract<CallScript["keyMap"], "default" | "pagerduty">;

export interface ScriptWordsInput {
  organizationName: string;
  /** Worst first, at least one. All are of this organization and for this person. */
  alerts: readonly {
    severity: Severity;
    title: string;
    since: number;
    test: boolean;
    /** Who is rung has acknowledged it, and is asked whether they are still on it. */
    reconfirm?: boolean;
  }[];
  keyMap: OrganizationKeys;
  /** Milliseconds since the epoch, like `since`. */
  now: number;
}

export interface ScriptWords {
  /** Language of all words here, whatever the phone's is: the voice must match the words. */
  language: SpokenLanguage;
  /** One piece of speech: a call fetches one file. */
  message: [{ kind: "speech"; words: string }];
  fallback: Piece[];
  menu: Piece[];
  confirmations: Record<Exclude<keyof CallScript["confirmations"], "refused">, Piece[]>;
}

/** The embedded voice speaks 11 characters a second: 12 seconds. */
const MESSAGE_CHARACTERS = 132;
const ORGANIZATION_CHARACTERS = 30;
const MIN_TITLE_CHARACTERS = 40;
const STILL_ON_IT = "Are you still on it?";
/** A younger alert needs no "since": the phone rings because it began now. */
const OLD_MINUTES = 2;

const SEVERITY_PROMPTS: Record<Severity, PromptId> = {
  critical: "en/critical-alert",
  major: "en/major-alert",
  minor: "en/minor-alert",
  info: "en/info-alert",
};
const SEVERITY_WORDS: Record<Severity, string> = {
  critical: "Critical",
  major: "Major",
  minor: "Minor",
  info: "Information",
};

/**
 * What a call says, in words: who calls, then what is wrong, in at most 12 seconds; then the menu. Several alerts of one
 * organization are one call with a count and the worst first.
 */
export function scriptWords(input: ScriptWordsInput): ScriptWords {
  return {
    language: "en",
    message: [{ kind: "speech", words: messageWords(input) }],
    fallback: fallbackPrompts(input).map(prompt),
    menu: [prompt(input.keyMap === "pagerduty" ? "en/menu-pagerduty" : "en/menu")],
    confirmations: confirmations(input.keyMap),
  };
}

/** What a drill's call says: who calls, that it is a test and nothing is wrong, and which key proves the phone. */
export function drillWords(organizationName: string): ScriptWords {
  return {
    language: "en",
    message: [{ kind: "speech", words: `${callerWords(organizationName)} ${PROMPTS["en/drill"]}` }],
    fallback: [prompt("en/callping"), prompt("en/drill")],
    menu: [prompt("en/menu-drill")],
    confirmations: {
      ...confirmations("default"),
      acknowledged: [prompt("en/drill-proven")],
      alreadyAcknowledged: [prompt("en/drill-proven")],
      // An alert wants the line: it rings the sooner, the less is said.
      closed: [],
    },
  };
}

/** The first words of every call. */
function callerWords(organizationName: string): string {
  const name = withoutEnd(
    speakable(organizationName, { language: "en", maxCharacters: ORGANIZATION_CHARACTERS }),
  );
  return name === "" ? "CallPing." : `CallPing for ${name}.`;
}

function messageWords({ organizationName, alerts, now }: ScriptWordsInput): string {
  const [worst] = alerts;
  const caller = callerWords(organizationName);
  if (worst === undefined) return `${caller} ${PROMPTS["en/general"]}`;
  const lead = [
    caller,
    ...(alerts.every(({ test }) => test) ? [PROMPTS["en/test"]] : []),
    ...(alerts.every(({ reconfirm }) => reconfirm === true) ? [STILL_ON_IT] : []),
    alerts.length > 1
      ? `${alerts.length} alerts. The worst is ${SEVERITY_WORDS[worst.severity].toLowerCase()}:`
      : `${SEVERITY_WORDS[worst.severity]}:`,
  ].join(" ");
  const age = ageWords(now - worst.since);
  const room = Math.max(MIN_TITLE_CHARACTERS, MESSAGE_CHARACTERS - lead.length - age.length - 1);
  const title = speakable(worst.title, { language: "en", maxCharacters: room });
  return `${lead} ${title === "" ? "an alert without a title." : inSentence(title)}${age}`;
}

/** " Began 12 minutes ago." for what has been wrong for a while, else nothing. */
function ageWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < OLD_MINUTES) return "";
  if (minutes < 120) return ` Began ${minutes} minutes ago.`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? ` Began ${hours} hours ago.` : ` Began ${Math.floor(hours / 24)} days ago.`;
}

/** After "Critical:" the title goes on in lower case, unless it begins with a letter that is spelled. */
function inSentence(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title;
}

function withoutEnd(words: string): string {
  return words.replace(/\.? Message shortened\.$/, "").replace(/[.,:?]+$/, "");
}

function fallbackPrompts({ alerts }: ScriptWordsInput): PromptId[] {
  const [worst] = alerts;
  if (worst === undefined) return ["en/callping", "en/general"];
  const count = countPrompt(alerts.length);
  const several: PromptId[] = count === null ? ["en/several-alerts"] : [count, "en/alerts"];
  return [
    "en/callping",
    ...(alerts.every(({ test }) => test) ? ["en/test" as const] : []),
    ...(alerts.length > 1 ? [...several, "en/the-worst" as const] : []),
    SEVERITY_PROMPTS[worst.severity],
    "en/general",
  ];
}

function confirmations(keyMap: OrganizationKeys): ScriptWords["confirmations"] {
  return {
    acknowledged: [prompt("en/acknowledged")],
    alreadyAcknowledged: [prompt("en/already-acknowledged")],
    escalated: [prompt("en/escalated")],
    snoozed: [prompt("en/snoozed")],
    resolved: [prompt("en/resolved")],
    optOutConfirm: [prompt("en/opt-out-confirm")],
    optedOut: [prompt("en/opted-out"), prompt("en/goodbye")],
    help: [prompt(keyMap === "pagerduty" ? "en/help-pagerduty" : "en/help")],
    wrongKey: [prompt("en/wrong-key")],
    notRecorded: [prompt("en/not-recorded")],
    closed: [prompt("en/closed"), prompt("en/goodbye")],
  };
}

function prompt(id: PromptId): Piece {
  return { kind: "prompt", id, words: PROMPTS[id] };
}

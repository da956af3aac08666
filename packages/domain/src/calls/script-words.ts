import type { Severity } from "../alerts/severity.ts";
import type { PromptLanguage, PromptName } from "../prompts/names.ts";
import { alertsPrompt, countPrompt, type PromptId, promptLanguage, promptWords } from "../prompts/prompts.ts";
import { pluralOf } from "../words/numbers.ts";
import { lexiconOf, speakable } from "../words/speakable.ts";
import { ageWords } from "./alert-age.ts";
import { ALERT_PHRASES } from "./alert-phrases.ts";
import type { CallScript } from "./script-types.ts";
import { renderTemplate, type SpokenTemplate } from "./spoken-template.ts";

/** Words that still need a voice, or a recording that every PBX has. */
export type Piece = { kind: "prompt"; id: PromptId; words: string } | { kind: "speech"; words: string };

/** Key maps that an organization chooses from. */
type OrganizationKeys = Extract<CallScript["keyMap"], "default" | "pagerduty">;

/** Whose call it is, and how its words are said. */
export interface Speaker {
  organizationName: string;
  /** The phone's language, as a BCP 47 tag; one that is not recorded hears English. */
  language: string;
  /** The organization's own words; none when left out. */
  pronunciations?: ReadonlyMap<string, string>;
}

export interface SpokenAlert {
  severity: Severity;
  title: string;
  since: number;
  test: boolean;
  /** Who is rung has acknowledged it, and is asked whether they are still on it. */
  reconfirm?: boolean;
  /** It was snoozed, or everybody was called before and nobody took it. */
  still?: boolean;
  /** How its scenario wants it said; left out: severity and title. */
  speech?: SpokenTemplate;
}

export interface ScriptWordsInput extends Speaker {
  /** Worst first, at least one. All are of this organization and for this person. */
  alerts: readonly SpokenAlert[];
  keyMap: OrganizationKeys;
  /** Milliseconds since the epoch, like `since`. */
  now: number;
}

export interface ScriptWords {
  /** Language of all words here: the phone's, or English. */
  language: PromptLanguage;
  /** One piece of speech: a call fetches one file. */
  message: [{ kind: "speech"; words: string }];
  fallback: Piece[];
  menu: Piece[];
  confirmations: Record<Exclude<keyof CallScript["confirmations"], "refused">, Piece[]>;
}

/** 12 seconds: the English voice speaks 11 characters of an alert a second, the others as much slower or faster as their prompts. */
const MESSAGE_CHARACTERS: Record<PromptLanguage, number> = {
  en: 132,
  de: 136,
  es: 126,
  fr: 148,
  it: 128,
  pl: 132,
  pt: 140,
  uk: 136,
};
const ORGANIZATION_CHARACTERS = 30;
const NAME_CHARACTERS = 30;
const MIN_TITLE_CHARACTERS = 40;
const NO_PRONUNCIATIONS: ReadonlyMap<string, string> = new Map();

/**
 * What a call says, in the phone's language: who calls, then what is wrong and since when, in at most 12 seconds; then the
 * menu, of recordings alone. Several alerts of one organization are one call with a count and the worst first.
 */
export function scriptWords(input: ScriptWordsInput): ScriptWords {
  const language = promptLanguage(input.language);
  return {
    language,
    message: [{ kind: "speech", words: messageWords(input, language) }],
    fallback: fallbackPrompts(input, language),
    menu: recorded(language, input.keyMap === "pagerduty" ? "menu-pagerduty" : "menu"),
    confirmations: confirmations(input.keyMap, language),
  };
}

/** What a drill's call says: who calls, that it is a test and nothing is wrong, and which key proves the phone. */
export function drillWords(speaker: Speaker): ScriptWords {
  const language = promptLanguage(speaker.language);
  const words = `${callerWords(speaker, language)} ${promptWords(language, "drill")}`;
  const proven = recorded(language, "drill-proven");
  return {
    language,
    message: [{ kind: "speech", words }],
    fallback: recorded(language, "callping", "drill"),
    menu: recorded(language, "menu-drill"),
    confirmations: {
      ...confirmations("default", language),
      acknowledged: proven,
      alreadyAcknowledged: proven,
      // An alert wants the line: it rings the sooner, the less is said.
      closed: [],
    },
  };
}

/** "This alert was already acknowledged by Olena." `null` when nothing of the name can be spoken. */
export function alreadyWords(
  name: string,
  { language: tag, pronunciations }: Omit<Speaker, "organizationName">,
): { language: PromptLanguage; pieces: Piece[] } | null {
  const language = promptLanguage(tag);
  const spoken = speakable(name, {
    language,
    maxCharacters: NAME_CHARACTERS,
    name: true,
    ...(pronunciations && { pronunciations }),
  });
  if (spoken === "") return null;
  const pieces: Piece[] = [
    ...recorded(language, "already-acknowledged-by"),
    { kind: "speech", words: `${withoutEnd(spoken, language)}.` },
  ];
  return { language, pieces };
}

/** The first words of every call. */
function callerWords(
  { organizationName, pronunciations = NO_PRONUNCIATIONS }: Speaker,
  language: PromptLanguage,
): string {
  const spoken = speakable(organizationName, {
    language,
    pronunciations,
    maxCharacters: ORGANIZATION_CHARACTERS,
    name: true,
  });
  const name = withoutEnd(spoken, language);
  return name === "" ? promptWords(language, "callping") : ALERT_PHRASES[language].caller(name);
}

function messageWords(input: ScriptWordsInput, language: PromptLanguage): string {
  const { alerts } = input;
  const [worst] = alerts;
  const caller = callerWords(input, language);
  if (worst === undefined) return `${caller} ${promptWords(language, "general")}`;
  const lead = [caller, ...leadPrompts(alerts).map((name) => promptWords(language, name))];
  const templated = templateWords(input, worst, language, lead.join(" "));
  return templated ?? plainWords(input, worst, language, lead);
}

/** As the scenario's template says it; `null` without one, and when nothing of it can be said. */
function templateWords(
  { alerts, now, pronunciations = NO_PRONUNCIATIONS }: ScriptWordsInput,
  { severity, title, since, speech }: SpokenAlert,
  language: PromptLanguage,
  lead: string,
): string | null {
  if (speech === undefined) return null;
  const phrases = ALERT_PHRASES[language];
  const opening = alerts.length > 1 ? `${lead} ${countWords(alerts.length, severity, language)}` : lead;
  const said = renderTemplate(
    { ...speech, values: { ...speech.values, title } },
    {
      language,
      pronunciations,
      own: new Map([
        ["severity", phrases.severities[severity]],
        ["since", ageWords(now - since, language) ?? phrases.now],
      ]),
      maxCharacters: Math.max(MIN_TITLE_CHARACTERS, MESSAGE_CHARACTERS[language] - opening.length - 1),
      capitals: phrases.capitals === true,
    },
  );
  return said === "" ? null : `${opening} ${said}`;
}

function plainWords(
  { alerts, now, pronunciations = NO_PRONUNCIATIONS }: ScriptWordsInput,
  { severity, title, since }: SpokenAlert,
  language: PromptLanguage,
  opening: readonly string[],
): string {
  const phrases = ALERT_PHRASES[language];
  const lead = [
    ...opening,
    alerts.length > 1 ? countWords(alerts.length, severity, language) : `${phrases.severities[severity]}:`,
  ].join(" ");
  const left = MESSAGE_CHARACTERS[language] - lead.length - 1;
  // A title that has no room beside its age needs it more.
  const ago = ageWords(now - since, language);
  const told = ago === null ? "" : ` ${phrases.began(ago)}`;
  const age = left - told.length < MIN_TITLE_CHARACTERS ? "" : told;
  const room = Math.max(MIN_TITLE_CHARACTERS, left - age.length);
  const words = speakable(title, { language, pronunciations, maxCharacters: room });
  return `${lead} ${words === "" ? phrases.untitled : inSentence(words, language)}${age}`;
}

/** "3 alerts. The worst is critical:" */
function countWords(count: number, worst: Severity, language: PromptLanguage): string {
  const { alerts, severities, worst: worstOf } = ALERT_PHRASES[language];
  return `${count} ${pluralOf(alerts, count, language)}. ${worstOf(severities[worst].toLowerCase())}`;
}

/** What is said of all alerts of a call before any of them, and holds for all. */
function leadPrompts(alerts: readonly SpokenAlert[]): PromptName[] {
  return [
    ...(alerts.every(({ test }) => test) ? ["test" as const] : []),
    ...(alerts.every(({ reconfirm }) => reconfirm === true) ? ["still-on-it" as const] : []),
    ...(alerts.every(({ still, reconfirm }) => still === true && reconfirm !== true)
      ? ["not-resolved" as const]
      : []),
  ];
}

/** After "Critical:" the title goes on in lower case, unless it begins with a letter that is spelled. */
function inSentence(title: string, language: PromptLanguage): string {
  if (ALERT_PHRASES[language].capitals === true) return title;
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title;
}

function withoutEnd(words: string, language: PromptLanguage): string {
  const { shortened } = lexiconOf({ language }).phrases;
  return words
    .replace(shortened, "")
    .trim()
    .replace(/[.,:?]+$/, "");
}

function fallbackPrompts({ alerts }: ScriptWordsInput, language: PromptLanguage): Piece[] {
  const [worst] = alerts;
  if (worst === undefined) return recorded(language, "callping", "general");
  return [
    ...recorded(language, "callping", ...leadPrompts(alerts)),
    ...(alerts.length > 1
      ? [...countPieces(alerts.length, language), ...recorded(language, "the-worst")]
      : []),
    ...recorded(language, SEVERITY_PROMPTS[worst.severity], "general"),
  ];
}

function countPieces(count: number, language: PromptLanguage): Piece[] {
  const number = countPrompt(count);
  if (number === null) return recorded(language, "several-alerts");
  return [...recorded(language, number), { kind: "prompt", ...alertsPrompt(language, count) }];
}

function confirmations(keyMap: OrganizationKeys, language: PromptLanguage): ScriptWords["confirmations"] {
  const say = (...names: PromptName[]): Piece[] => recorded(language, ...names);
  return {
    acknowledged: say("acknowledged"),
    alreadyAcknowledged: say("already-acknowledged"),
    escalated: say("escalated"),
    snoozed: say("snoozed"),
    resolved: say("resolved"),
    optOutConfirm: say("opt-out-confirm"),
    optedOut: say("opted-out", "goodbye"),
    help: say(keyMap === "pagerduty" ? "help-pagerduty" : "help"),
    wrongKey: say("wrong-key"),
    notRecorded: say("not-recorded"),
    closed: say("closed", "goodbye"),
  };
}

const SEVERITY_PROMPTS: Record<Severity, PromptName> = {
  critical: "critical-alert",
  major: "major-alert",
  minor: "minor-alert",
  info: "info-alert",
};

function recorded(language: PromptLanguage, ...names: PromptName[]): Piece[] {
  return names.map((name) => ({
    kind: "prompt",
    id: `${language}/${name}`,
    words: promptWords(language, name),
  }));
}

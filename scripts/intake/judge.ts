import type { ReadEvent } from "@callping/domain/intake/event";
import type { WebhookReading } from "@callping/domain/intake/read-webhook";
import type { Case } from "./cases.ts";
import { namedValues, valueAt } from "./paths.ts";

/** One judgement: right or wrong, with what a reader of the report needs. */
export interface Verdict {
  figure: "state" | "severity" | "verbatim title" | "composed title" | "no title" | "url";
  right: boolean;
  expected: string;
  got: string;
  source: string;
}

const RANKS = ["critical", "major", "minor", "info"];
const SMALL_WORDS = new Set("the and for with from has been are was this that its".split(" "));
const ENOUGH_KEY_WORDS = 0.6;

/** The event that speaks for a body: the worst of those that fire, else the first. */
function leadOf(events: readonly ReadEvent[]): ReadEvent | undefined {
  const firing = events.filter(({ state }) => state === "firing");
  const rank = ({ severity }: ReadEvent): number => (severity === null ? 9 : RANKS.indexOf(severity));
  return (
    firing.sort((a, b) => rank(a) - rank(b))[0] ?? events.find((e) => e.state === "resolved") ?? events[0]
  );
}

export function judge({ expect }: Case, reading: WebhookReading): Verdict[] {
  const events = reading.kind === "events" ? reading.events : [];
  const lead = leadOf(events);
  const verdicts: Verdict[] = [];
  const add = (
    figure: Verdict["figure"],
    right: boolean,
    expected: unknown,
    got: unknown,
    source: unknown,
  ): void => {
    verdicts.push({ figure, right, expected: show(expected), got: show(got), source: show(source) });
  };
  const state = expect.state === "info" ? "notice" : expect.state;
  // A tool's own test button rings and is announced as a test, also where a case would rather keep it quiet.
  const isTest = state === "notice" && lead?.state === "firing" && lead.test;
  add("state", lead?.state === state || isTest, state, lead?.state, lead?.stateSource);
  if (expect.severity !== null)
    add(
      "severity",
      lead?.severity === expect.severity,
      expect.severity,
      lead?.severity,
      lead?.severitySource,
    );
  const titles = events.map((event) => event.title ?? "");
  if (expect.title_kind === "none" || expect.title === null)
    add("no title", (lead?.title ?? null) === null, null, lead?.title, lead?.titleSource);
  else if (expect.items !== undefined)
    for (const item of expect.items)
      add(
        "composed title",
        titles.some((text) => keyWords(item.title, text) >= ENOUGH_KEY_WORDS),
        item.title,
        titles,
        lead?.titleSource,
      );
  else if (expect.title_kind === "verbatim") {
    const wanted = [expect.title, ...(expect.title_path ?? []).map((path) => valueAt(lead?.payload, path))];
    add(
      "verbatim title",
      titles.some((text) => wanted.some((w) => isSame(w, text))),
      expect.title,
      lead?.title,
      lead?.titleSource,
    );
  } else {
    const spoken = events.map((event) => event.title ?? "").join(" ");
    add(
      "composed title",
      keyWords(expect.title, spoken) >= ENOUGH_KEY_WORDS,
      expect.title,
      spoken,
      lead?.titleSource,
    );
  }
  const links = expect.url === null ? [] : linksOf(expect.url, events);
  if (links.length > 0)
    add(
      "url",
      events.some(({ url }) => url !== null && links.includes(url)),
      links[0],
      lead?.url,
      null,
    );
  return verdicts;
}

const show = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? "-"));

/** Punctuation, markup and case aside; a title that was cut at its limit is the same. */
function isSame(wanted: unknown, got: string): boolean {
  if (typeof wanted !== "string" || got === "") return false;
  const [a, b] = [plain(wanted), plain(got)];
  return a === b || (got.endsWith("…") && a.startsWith(b));
}

const plain = (text: string): string =>
  text
    .replace(/&(amp;)?(lt|gt|quot|amp);/g, " ")
    .replace(/\barn:(?:[^\s:]*:)+/g, "")
    .replace(/<[^<>]{0,300}>|https?:\/\/|\{[^{}]{0,400}\}/g, " ")
    .replace(/\/(?=\s|$)/g, " ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The share of the expected key words that were said. */
function keyWords(wanted: string, got: string): number {
  const said = plain(got);
  const words = plain(wanted)
    .split(" ")
    .filter((word) => word.length > 2 && !SMALL_WORDS.has(word));
  return words.length === 0
    ? 1
    : words.filter((word) => said.includes(word.slice(0, 6))).length / words.length;
}

function linksOf(words: string, events: readonly ReadEvent[]): string[] {
  if (/^https?:/.test(words)) return [words];
  return events.flatMap(({ payload }) =>
    [...namedValues(payload, words).values()].filter((value) => /^https?:\/\//.test(value)),
  );
}

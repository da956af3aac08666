import { lexiconOf } from "../words/speakable.ts";
import { type SpeechWarning, warningsOf } from "../words/warnings.ts";

export interface SaidTitle {
  title: string;
  /** The whole message in which it is said. */
  said: string;
  language: string;
  pronunciations?: ReadonlyMap<string, string>;
}

/** What whoever wrote an alert's title should know of how a call says it. */
export function speechWarnings({ title, said, ...options }: SaidTitle): SpeechWarning[] {
  const found = warningsOf(title, options);
  const isCut = said.includes(lexiconOf(options).phrases.shortened);
  if (!isCut || found.some(({ code }) => code === "too_long")) return found;
  return [
    { code: "too_long", message: "With what else the call says it is too long: its end is left out." },
    ...found,
  ];
}

import { agree } from "../words/agreement.ts";
import { pluralOf } from "../words/numbers.ts";
import { lexiconOf } from "../words/speakable.ts";
import type { PromptLanguage } from "../prompts/names.ts";
import { ALERT_PHRASES } from "./alert-phrases.ts";

/** A younger alert needs no "since": the phone rings because it began now. */
const OLD_MINUTES = 2;

/** How long ago something began, in words: "12 minutes ago", "2 години тому" as its voice must read it; `null` when it is new. */
export function ageWords(milliseconds: number, language: PromptLanguage): string | null {
  const { minutes, hours, days, ago } = ALERT_PHRASES[language];
  const count = Math.floor(milliseconds / 60_000);
  if (!(count >= OLD_MINUTES)) return null;
  const [number, unit] =
    count < 120
      ? [count, minutes]
      : count < 48 * 60
        ? [Math.floor(count / 60), hours]
        : [Math.floor(count / 1440), days];
  return ago(agree(`${number} ${pluralOf(unit, number, language)}`, lexiconOf({ language })));
}

import { lexiconOf, speakable } from "../words/speakable.ts";

export interface SpeechWarning {
  /** Stable. */
  code: "unspeakable" | "shortened";
  message: string;
}

/** What whoever wrote an alert's title should know of how it is said, in a language, as a whole message. */
export function speechWarnings(title: string, said: string, language: string): SpeechWarning[] {
  const alone = speakable(title, { language });
  if (alone === "")
    return [
      {
        code: "unspeakable",
        message: "Nothing of the title can be spoken: the call says that the alert has no title.",
      },
    ];
  return said.includes(lexiconOf(language).phrases.shortened)
    ? [{ code: "shortened", message: "It is too long for a call: its end is left out." }]
    : [];
}

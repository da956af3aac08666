import type { RefusalExplained, RefusalLanguage } from "./refusal-sentences.ts";
import type { Tier } from "./tier.ts";

const MESSAGE: Record<RefusalLanguage, string> = {
  en: "This number may be called.",
  uk: "На цей номер можна дзвонити.",
};

/** What the tier of its country means for alerts, and what is to be done first. */
const TIERS = {
  A: {
    en: ["Alerts ring it once it is verified.", "Save it, then verify it by a call."],
    uk: ["Сповіщення дзвонитимуть на нього після підтвердження.", "Збережіть його й підтвердьте дзвінком."],
  },
  B: {
    en: [
      "Alerts ring it once its country is switched on and it is verified.",
      "An owner switches the country on; then save the number and verify it by a call.",
    ],
    uk: [
      "Сповіщення дзвонитимуть на нього, коли ввімкнуть країну й підтвердять номер.",
      "Власник вмикає країну; потім збережіть номер і підтвердьте його дзвінком.",
    ],
  },
  C: {
    en: [
      "Alerts ring it once support has switched its country on and it is verified.",
      "Ask support to switch the country on for your organization.",
    ],
    uk: [
      "Сповіщення дзвонитимуть на нього, коли підтримка ввімкне країну й номер підтвердять.",
      "Попросіть підтримку ввімкнути цю країну для вашої організації.",
    ],
  },
} as const satisfies Record<Exclude<Tier, "X">, Record<RefusalLanguage, readonly [string, string]>>;

/** An allowed number for a person: that it is, what it means for alerts, what to do next. */
export function explainAllowed(tier: Exclude<Tier, "X">, language: RefusalLanguage): RefusalExplained {
  const [effect_on_alerts, what_to_do] = TIERS[tier][language];
  return { message: MESSAGE[language], effect_on_alerts, what_to_do };
}

/** Languages in which a refusal is explained. */
export const REFUSAL_LANGUAGES = ["en", "uk"] as const;
export type RefusalLanguage = (typeof REFUSAL_LANGUAGES)[number];

type InEachLanguage = Readonly<Record<RefusalLanguage, string>>;

/** What somebody can do about a refusal. */
export const ADVICE = {
  full_number: {
    en: "Write the whole number with + and its country code: +380501234567.",
    uk: "Напишіть увесь номер зі знаком + і кодом країни: +380501234567.",
  },
  compare: {
    en: "Compare it digit by digit with the number people dial.",
    uk: "Звірте його цифра за цифрою з номером, який набирають люди.",
  },
  ordinary_line: {
    en: "Give the mobile or landline number of the person who responds.",
    uk: "Вкажіть мобільний або міський номер людини, яка реагує.",
  },
  other_country: {
    en: "Give a number of another country, or ask support why this one is not called.",
    uk: "Вкажіть номер іншої країни або запитайте підтримку, чому сюди не дзвонимо.",
  },
  ask_support: {
    en: "If people answer this number like any other, write to support: operators keep the list.",
    uk: "Якщо за цим номером відповідають, як за звичайним, напишіть у підтримку: список ведуть оператори.",
  },
} as const satisfies Record<string, InEachLanguage>;

const say = (en: string, uk: string, advice: keyof typeof ADVICE) => ({ en, uk, advice });

/** Every reason, its sentence in each language, and which advice goes with it. The reasons are stable: the API answers them. */
export const REFUSAL_SENTENCES = {
  invalid_syntax: say(
    "This is not a full international number. Write + and the country code, then the number, without an extension.",
    "Це не повний міжнародний номер. Напишіть + і код країни, далі номер, без додаткового.",
    "full_number",
  ),
  emergency_number: say(
    "This is an emergency or help-line number. CallPing never calls those.",
    "Це номер екстреної служби або лінії допомоги. CallPing ніколи на такі не дзвонить.",
    "ordinary_line",
  ),
  short_code: say(
    "This is a short code of a carrier or a service. CallPing never calls those.",
    "Це короткий номер оператора або сервісу. CallPing ніколи на такі не дзвонить.",
    "ordinary_line",
  ),
  reserved_calling_code: say(
    "This country code belongs to an international service (free, shared-cost, satellite or premium) or to nobody. CallPing never calls those.",
    "Цей код країни належить міжнародній службі (безплатній, супутниковій, платній) або нікому. CallPing ніколи на такі не дзвонить.",
    "ordinary_line",
  ),
  service_number: say(
    "This is a service number of the North American plan. CallPing never calls those.",
    "Це службовий номер північноамериканського плану. CallPing ніколи на такі не дзвонить.",
    "ordinary_line",
  ),
  denied_prefix: say(
    "Numbers that begin like this one are on the list of numbers CallPing never calls.",
    "Номери, що так починаються, є у списку тих, на які CallPing ніколи не дзвонить.",
    "ask_support",
  ),
  invalid_number: say(
    "No telephone can have this number: its length or its beginning does not exist in that country.",
    "Такого номера не може бути: у цій країні немає такої довжини або такого початку.",
    "compare",
  ),
  not_canonical: say(
    "This number has extra digits, such as a 0 after the country code. Write it in international form.",
    "У номері є зайві цифри, наприклад 0 після коду країни. Напишіть його в міжнародному форматі.",
    "full_number",
  ),
  region_never_called: say(
    "CallPing does not call numbers of this country.",
    "CallPing не дзвонить на номери цієї країни.",
    "other_country",
  ),
  premium_rate: say(
    "This is a premium-rate number. CallPing never calls those.",
    "Це номер з підвищеною оплатою. CallPing ніколи на такі не дзвонить.",
    "ordinary_line",
  ),
  toll_free: say(
    "This is a toll-free number. CallPing never calls those.",
    "Це безплатна лінія. CallPing ніколи на такі не дзвонить.",
    "ordinary_line",
  ),
  shared_cost: say(
    "This is a shared-cost number. CallPing never calls those.",
    "Це номер зі спільною оплатою. CallPing ніколи на такі не дзвонить.",
    "ordinary_line",
  ),
  personal_number: say(
    "This is a personal follow-me number, billed like premium rate. CallPing never calls those.",
    "Це персональний номер з переадресацією, він тарифікується як платний. CallPing ніколи на такі не дзвонить.",
    "ordinary_line",
  ),
  pager: say(
    "This is a pager. CallPing rings telephones only.",
    "Це пейджер. CallPing дзвонить лише на телефони.",
    "ordinary_line",
  ),
  voicemail: say(
    "This is a voicemail access number. CallPing rings telephones only.",
    "Це номер голосової пошти. CallPing дзвонить лише на телефони.",
    "ordinary_line",
  ),
  company_number: say(
    "This is a universal access number, often billed specially. Give the direct line or a mobile number.",
    "Це єдиний номер компанії, часто з особливим тарифом. Вкажіть прямий або мобільний номер.",
    "ordinary_line",
  ),
  internet_number: say(
    "Internet telephony numbers of this country are not called. Give a mobile or fixed number.",
    "На номери інтернет-телефонії цієї країни CallPing не дзвонить. Вкажіть мобільний або міський номер.",
    "ordinary_line",
  ),
  unknown_type: say(
    "CallPing cannot tell what kind of number this is, so it does not call it.",
    "CallPing не може визначити, що це за номер, тому не дзвонить на нього.",
    "ordinary_line",
  ),
  fiction_number: say(
    "This number is reserved for films and documentation and reaches nobody.",
    "Цей номер відведено для кіно й документації, за ним нікого немає.",
    "ordinary_line",
  ),
} as const;

export type RefusalReason = keyof typeof REFUSAL_SENTENCES;

/** What a refusal means for alerts; the same for every reason, so that nobody hopes for an exception. */
const EFFECT: InEachLanguage = {
  en: "No alert rings this number, whatever the rules say.",
  uk: "Жодне сповіщення не подзвонить на цей номер, хоч би що казали правила.",
};

export interface RefusalExplained {
  /** Why it is refused. */
  message: string;
  effect_on_alerts: string;
  what_to_do: string;
}

/** A refusal for a person: what happened, what it means for alerts, what to do. */
export function explainRefusal(reason: RefusalReason, language: RefusalLanguage): RefusalExplained {
  const sentence = REFUSAL_SENTENCES[reason];
  return {
    message: sentence[language],
    effect_on_alerts: EFFECT[language],
    what_to_do: ADVICE[sentence.advice][language],
  };
}

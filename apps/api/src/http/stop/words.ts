/** What the public page says, in the languages it speaks. */
export const STOP_WORDS = {
  en: {
    title: "Calls from CallPing",
    intro:
      "CallPing rings people when their team's monitoring reports a problem. Here you can stop all its calls to your telephone, from every organization, or allow them again.",
    oneTeam: "To stop the calls of one organization only, press 9 twice in a call of theirs.",
    number: "Your number, with + and the country code",
    stop: "Never call this number again",
    return: "Allow calls to this number again",
    callMe: "Call me with a code",
    hours:
      "We ring between 08:00 and 21:00 where the number is, at most three times a day, once a day to allow calls again. If no call comes, that is why, or it is a number that CallPing never calls.",
    notANumber: "This is no full telephone number. Write + and the country code, then the number.",
    calling: "If this number can be called now, it rings within a minute and speaks six digits.",
    proof: "The code shows that the telephone is yours: nobody else can stop your calls, or allow them.",
    code: "The six digits that you heard",
    confirm: "Confirm",
    wrongCode:
      "This code is not the one that was spoken, it was used, or its ten minutes are over. Nothing was changed.",
    stopped:
      "Done. CallPing will not call this number again, for anybody. If you were on call, tell your team: they get a message, too.",
    returned: "Done. CallPing may call this number again.",
    choose: "You stopped the calls of these organizations. Whom do you allow to call again?",
    gone: "An organization that is not there any more, or CallPing itself",
    allow: "Allow the calls of those that are ticked",
    allowed: "Done. The organizations that you ticked may call this number again.",
    expired: "This page is too old. Please begin again. Nothing was changed.",
    again: "Begin again",
    refused: "This form was sent from another site. Nothing was changed. Please open this page itself.",
  },
  uk: {
    title: "Дзвінки від CallPing",
    intro:
      "CallPing дзвонить людям, коли моніторинг їхньої команди повідомляє про проблему. Тут можна зупинити всі його дзвінки на ваш телефон, від усіх організацій, або знову їх дозволити.",
    oneTeam: "Щоб зупинити дзвінки лише однієї організації, двічі натисніть 9 під час її дзвінка.",
    number: "Ваш номер, із + та кодом країни",
    stop: "Більше ніколи не дзвонити на цей номер",
    return: "Знову дозволити дзвінки на цей номер",
    callMe: "Подзвоніть мені з кодом",
    hours:
      "Ми дзвонимо з 08:00 до 21:00 за часом номера, не більше трьох разів на день, а щоб знову дозволити дзвінки — раз на день. Якщо дзвінка немає, причина в цьому, або на такий номер CallPing ніколи не дзвонить.",
    notANumber: "Це не повний номер телефону. Напишіть + та код країни, далі номер.",
    calling:
      "Якщо на цей номер зараз можна подзвонити, протягом хвилини він задзвонить, і ви почуєте шість цифр.",
    proof: "Код доводить, що телефон ваш: ніхто інший не може зупинити ваші дзвінки чи дозволити їх.",
    code: "Шість цифр, які ви почули",
    confirm: "Підтвердити",
    wrongCode:
      "Це не той код, що прозвучав, або його вже використано, або його десять хвилин минули. Нічого не змінено.",
    stopped:
      "Готово. CallPing більше ні для кого не дзвонитиме на цей номер. Якщо ви чергували, скажіть своїй команді: вона також отримає повідомлення.",
    returned: "Готово. CallPing знову може дзвонити на цей номер.",
    choose: "Ви зупинили дзвінки цих організацій. Кому дозволяєте дзвонити знову?",
    gone: "Організація, якої вже немає, або сам CallPing",
    allow: "Дозволити дзвінки позначених",
    allowed: "Готово. Позначені організації знову можуть дзвонити на цей номер.",
    expired: "Ця сторінка застаріла. Почніть, будь ласка, спочатку. Нічого не змінено.",
    again: "Почати спочатку",
    refused: "Цю форму надіслано з іншого сайту. Нічого не змінено. Відкрийте, будь ласка, саму сторінку.",
  },
} as const;

export type PageLanguage = keyof typeof STOP_WORDS;
export type StopWords = (typeof STOP_WORDS)[PageLanguage];

/** The language of the page by `Accept-Language` (RFC 9110, 12.5.4): the first of ours that is wanted most; English else. */
export function pageLanguage(header: string | undefined): PageLanguage {
  const wanted = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((entry) => {
      const [tag = "", ...parameters] = entry.trim().toLowerCase().split(";");
      const weight = parameters.find((parameter) => parameter.trim().startsWith("q="))?.split("=")[1];
      return { language: tag.split("-")[0] ?? "", weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ language, weight }) => (language === "en" || language === "uk") && weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return wanted[0]?.language === "uk" ? "uk" : "en";
}

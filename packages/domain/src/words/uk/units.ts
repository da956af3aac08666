import type { Unit } from "../lexicon.ts";
import { scalesOf, type UnitNouns, unitsOf } from "../unit-symbols.ts";

const he = (one: string, few: string, many: string, other: string): Unit => ({ one, few, many, other });
const she = (one: string, few: string, many: string): Unit => ({
  one,
  few,
  many,
  other: few,
  gender: "f",
  accusative: one.replace(/а(?= |$)/, "у").replace(/я(?= |$)/, "ю"),
});
const it = (one: string, many: string, few = one): Unit => ({ one, few, many, other: few, gender: "n" });
const regular = (stem: string, end = "а"): Unit => he(stem, `${stem}и`, `${stem}ів`, `${stem}${end}`);
const second = (prefix: string) => she(`${prefix}секунда`, `${prefix}секунди`, `${prefix}секунд`);
const perSecond = (stem: string, end = "а"): Unit =>
  he(`${stem} на секунду`, `${stem}и на секунду`, `${stem}ів на секунду`, `${stem}${end} на секунду`);

const request = regular("запит", "у");

const NOUNS: UnitNouns = {
  nanosecond: second("нано"),
  microsecond: second("мікро"),
  millisecond: second("мілі"),
  second: second(""),
  minute: she("хвилина", "хвилини", "хвилин"),
  hour: she("година", "години", "годин"),
  day: he("день", "дні", "днів", "дня"),
  week: he("тиждень", "тижні", "тижнів", "тижня"),
  percent: he("відсоток", "відсотки", "відсотків", "відсотка"),
  byte: regular("байт"),
  kilobyte: regular("кілобайт"),
  megabyte: regular("мегабайт"),
  gigabyte: regular("гігабайт"),
  terabyte: regular("терабайт"),
  petabyte: regular("петабайт"),
  kilobitPerSecond: perSecond("кілобіт"),
  megabitPerSecond: perSecond("мегабіт"),
  gigabitPerSecond: perSecond("гігабіт"),
  requestPerSecond: perSecond("запит", "у"),
  requestPerMinute: he("запит на хвилину", "запити на хвилину", "запитів на хвилину", "запиту на хвилину"),
  queryPerSecond: perSecond("запит", "у"),
  operation: she("операція", "операції", "операцій"),
  thousand: she("тисяча", "тисячі", "тисяч"),
  million: regular("мільйон"),
  hertz: he("герц", "герци", "герців", "герца"),
  kilohertz: he("кілогерц", "кілогерци", "кілогерців", "кілогерца"),
  megahertz: he("мегагерц", "мегагерци", "мегагерців", "мегагерца"),
  gigahertz: he("гігагерц", "гігагерци", "гігагерців", "гігагерца"),
  degree: regular("градус"),
  volt: regular("вольт"),
  watt: regular("ват"),
  kilowatt: regular("кіловат"),
  decibel: regular("децибел"),
  decibelMilliwatt: regular("децибел-міліват"),
  time: he("раз", "рази", "разів", "раза"),
  dollar: he("долар", "долари", "доларів", "долара"),
  euro: { other: "євро", gender: "n" },
  pound: regular("фунт"),
};

/** What alerts count, by its English name. */
const THINGS: Readonly<Record<string, Unit>> = {
  errors: she("помилка", "помилки", "помилок"),
  requests: request,
  queries: request,
  messages: it("повідомлення", "повідомлень"),
  alerts: it("сповіщення", "сповіщень"),
  connections: it("з'єднання", "з'єднань"),
  cores: it("ядро", "ядер", "ядра"),
  nodes: she("нода", "ноди", "нод"),
  pods: regular("под"),
  replicas: she("репліка", "репліки", "реплік"),
  hosts: regular("хост"),
  servers: he("сервер", "сервери", "серверів", "сервера"),
  services: regular("сервіс", "у"),
  containers: he("контейнер", "контейнери", "контейнерів", "контейнера"),
  instances: regular("інстанс", "у"),
  jobs: it("завдання", "завдань"),
  tasks: it("завдання", "завдань"),
  attempts: she("спроба", "спроби", "спроб"),
  retries: she("спроба", "спроби", "спроб"),
  packets: regular("пакет"),
  items: regular("елемент"),
  records: regular("запис", "у"),
  files: regular("файл", "у"),
  events: she("подія", "події", "подій"),
  checks: she("перевірка", "перевірки", "перевірок"),
  orders: it("замовлення", "замовлень"),
  users: he("користувач", "користувачі", "користувачів", "користувача"),
  customers: regular("клієнт"),
  restarts: regular("перезапуск", "у"),
  failures: he("збій", "збої", "збоїв", "збою"),
  incidents: regular("інцидент", "у"),
  regions: regular("регіон", "у"),
  timeouts: regular("таймаут", "у"),
  processes: regular("процес", "у"),
  monitors: he("монітор", "монітори", "моніторів", "монітора"),
  commits: regular("коміт", "у"),
};

const OWN = {
  millisecond: "мс",
  second: "с сек",
  minute: "хв хвил",
  hour: "год",
  day: "дн дн.",
  week: "тиж",
  percent: "відс",
  kilobyte: "КБ кБ Кб",
  megabyte: "МБ Мб",
  gigabyte: "ГБ Гб",
  terabyte: "ТБ Тб",
  megabitPerSecond: "Мбіт/с Мбит/с",
  gigabitPerSecond: "Гбіт/с",
  thousand: "тис тис.",
  million: "млн млн.",
  degree: "°С",
  volt: "В",
  kilowatt: "кВт",
  watt: "Вт",
  requestPerSecond: "запитів/с",
  time: "х",
};

export const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...unitsOf(NOUNS, OWN, THINGS),
  ...["₴", "грн", "грн.", "UAH"].map((sign): [string, Unit] => [sign, she("гривня", "гривні", "гривень")]),
]);
export const { scales: SCALES, byteScales: BYTE_SCALES } = scalesOf(
  NOUNS,
  regular("мільярд"),
  regular("трильйон"),
);

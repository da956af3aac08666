import type { Unit } from "../lexicon.ts";
import { scalesOf, type UnitNouns, unitsOf } from "../unit-symbols.ts";

const he = (one: string, few: string, many: string, other: string): Unit => ({ one, few, many, other });
const she = (one: string, few: string, many: string, other: string): Unit => ({
  one,
  few,
  many,
  other,
  gender: "f",
  accusative: one.replace(/a(?= |$)/, "ę"),
});
const it = (one: string, few: string, many: string, other: string): Unit => ({
  one,
  few,
  many,
  other,
  gender: "n",
});
const regular = (stem: string, end = "a"): Unit => he(stem, `${stem}y`, `${stem}ów`, `${stem}${end}`);
const person = (one: string, many: string, other: string): Unit => he(one, many, many, other);
const second = (prefix: string) =>
  she(`${prefix}sekunda`, `${prefix}sekundy`, `${prefix}sekund`, `${prefix}sekundy`);
const perSecond = (stem: string): Unit =>
  he(`${stem} na sekundę`, `${stem}y na sekundę`, `${stem}ów na sekundę`, `${stem}a na sekundę`);
const always = (other: string): Unit => ({ other });

const NOUNS: UnitNouns = {
  nanosecond: second("nano"),
  microsecond: second("mikro"),
  millisecond: second("mili"),
  second: second(""),
  minute: she("minuta", "minuty", "minut", "minuty"),
  hour: she("godzina", "godziny", "godzin", "godziny"),
  day: he("dzień", "dni", "dni", "dnia"),
  week: he("tydzień", "tygodnie", "tygodni", "tygodnia"),
  percent: always("procent"),
  byte: regular("bajt"),
  kilobyte: regular("kilobajt"),
  megabyte: regular("megabajt"),
  gigabyte: regular("gigabajt"),
  terabyte: regular("terabajt"),
  petabyte: regular("petabajt"),
  kilobitPerSecond: perSecond("kilobit"),
  megabitPerSecond: perSecond("megabit"),
  gigabitPerSecond: perSecond("gigabit"),
  requestPerSecond: it("żądanie na sekundę", "żądania na sekundę", "żądań na sekundę", "żądania na sekundę"),
  requestPerMinute: it("żądanie na minutę", "żądania na minutę", "żądań na minutę", "żądania na minutę"),
  queryPerSecond: it(
    "zapytanie na sekundę",
    "zapytania na sekundę",
    "zapytań na sekundę",
    "zapytania na sekundę",
  ),
  operation: she("operacja", "operacje", "operacji", "operacji"),
  thousand: he("tysiąc", "tysiące", "tysięcy", "tysiąca"),
  million: he("milion", "miliony", "milionów", "miliona"),
  hertz: he("herc", "herce", "herców", "herca"),
  kilohertz: he("kiloherc", "kiloherce", "kiloherców", "kiloherca"),
  megahertz: he("megaherc", "megaherce", "megaherców", "megaherca"),
  gigahertz: he("gigaherc", "gigaherce", "gigaherców", "gigaherca"),
  degree: he("stopień", "stopnie", "stopni", "stopnia"),
  volt: regular("wolt"),
  watt: regular("wat"),
  kilowatt: regular("kilowat"),
  decibel: he("decybel", "decybele", "decybeli", "decybela"),
  decibelMilliwatt: always("decybeli na miliwat"),
  time: he("raz", "razy", "razy", "raza"),
  dollar: he("dolar", "dolary", "dolarów", "dolara"),
  euro: always("euro"),
  pound: regular("funt"),
};

const request = it("żądanie", "żądania", "żądań", "żądania");
const task = it("zadanie", "zadania", "zadań", "zadania");
const attempt = she("próba", "próby", "prób", "próby");
/** What alerts count, by its English name. */
const THINGS: Readonly<Record<string, Unit>> = {
  errors: he("błąd", "błędy", "błędów", "błędu"),
  requests: request,
  queries: it("zapytanie", "zapytania", "zapytań", "zapytania"),
  messages: she("wiadomość", "wiadomości", "wiadomości", "wiadomości"),
  alerts: regular("alert", "u"),
  connections: it("połączenie", "połączenia", "połączeń", "połączenia"),
  cores: he("rdzeń", "rdzenie", "rdzeni", "rdzenia"),
  nodes: he("węzeł", "węzły", "węzłów", "węzła"),
  pods: regular("pod", "a"),
  replicas: she("replika", "repliki", "replik", "repliki"),
  hosts: regular("host"),
  servers: he("serwer", "serwery", "serwerów", "serwera"),
  services: she("usługa", "usługi", "usług", "usługi"),
  containers: he("kontener", "kontenery", "kontenerów", "kontenera"),
  instances: she("instancja", "instancje", "instancji", "instancji"),
  jobs: task,
  tasks: task,
  attempts: attempt,
  retries: attempt,
  packets: regular("pakiet", "u"),
  items: regular("element", "u"),
  records: regular("rekord", "u"),
  files: he("plik", "pliki", "plików", "pliku"),
  events: it("zdarzenie", "zdarzenia", "zdarzeń", "zdarzenia"),
  checks: he("test", "testy", "testów", "testu"),
  orders: it("zamówienie", "zamówienia", "zamówień", "zamówienia"),
  users: person("użytkownik", "użytkowników", "użytkownika"),
  customers: person("klient", "klientów", "klienta"),
  restarts: regular("restart", "u"),
  failures: she("awaria", "awarie", "awarii", "awarii"),
  incidents: regular("incydent", "u"),
  regions: regular("region", "u"),
  processes: regular("proces", "u"),
  monitors: regular("monitor", "a"),
  commits: regular("komit", "u"),
};

const OWN = {
  second: "sek sek.",
  minute: "min.",
  hour: "godz godz. g",
  day: "dzień dni",
  week: "tyg tyg.",
  percent: "proc proc.",
  thousand: "tys tys.",
  million: "mln",
  requestPerSecond: "żądań/s",
};

export const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...unitsOf(NOUNS, OWN, THINGS),
  ...["zł", "PLN"].map((sign): [string, Unit] => [sign, he("złoty", "złote", "złotych", "złotego")]),
]);
export const { scales: SCALES, byteScales: BYTE_SCALES } = scalesOf(
  NOUNS,
  he("miliard", "miliardy", "miliardów", "miliarda"),
  regular("bilion"),
);

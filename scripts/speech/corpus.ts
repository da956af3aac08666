/** Languages whose calls CallPing speaks. */
export const LANGUAGES = ["en", "uk", "de", "pl", "es", "fr", "pt", "it"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What fails and how, invented: each of the six with each of the five is a sentence, so that many differ by half only. */
const PHRASES: Record<Language, { things: readonly string[]; problems: readonly string[] }> = {
  en: {
    things: [
      "The primary database",
      "The payment service",
      "The disk of node two",
      "The order queue",
      "The nightly backup",
      "The login page",
    ],
    problems: [
      "does not answer for five minutes",
      "reports too many errors",
      "is slower than two seconds",
      "uses ninety percent of its memory",
      "stopped without a reason",
    ],
  },
  uk: {
    things: [
      "Основна база даних",
      "Платіжний сервіс",
      "Диск другого вузла",
      "Черга замовлень",
      "Нічна резервна копія",
      "Сторінка входу",
    ],
    problems: [
      "не відповідає п'ять хвилин",
      "повідомляє про забагато помилок",
      "працює повільніше за дві секунди",
      "займає дев'яносто відсотків пам'яті",
      "зупиняється без причини",
    ],
  },
  de: {
    things: [
      "Die Hauptdatenbank",
      "Der Zahlungsdienst",
      "Die Platte von Knoten zwei",
      "Die Warteschlange der Bestellungen",
      "Die nächtliche Sicherung",
      "Die Anmeldeseite",
    ],
    problems: [
      "antwortet seit fünf Minuten nicht",
      "meldet zu viele Fehler",
      "ist langsamer als zwei Sekunden",
      "belegt neunzig Prozent des Speichers",
      "hält ohne Grund an",
    ],
  },
  pl: {
    things: [
      "Główna baza danych",
      "Usługa płatności",
      "Dysk drugiego węzła",
      "Kolejka zamówień",
      "Nocna kopia zapasowa",
      "Strona logowania",
    ],
    problems: [
      "nie odpowiada od pięciu minut",
      "zgłasza zbyt wiele błędów",
      "działa wolniej niż dwie sekundy",
      "zajmuje dziewięćdziesiąt procent pamięci",
      "zatrzymuje się bez powodu",
    ],
  },
  es: {
    things: [
      "La base de datos principal",
      "El servicio de pagos",
      "El disco del nodo dos",
      "La cola de pedidos",
      "La copia nocturna",
      "La página de acceso",
    ],
    problems: [
      "no responde desde hace cinco minutos",
      "informa de demasiados errores",
      "tarda más de dos segundos",
      "ocupa el noventa por ciento de la memoria",
      "se detiene sin motivo",
    ],
  },
  fr: {
    things: [
      "La base de données principale",
      "Le service de paiement",
      "Le disque du nœud deux",
      "La file des commandes",
      "La sauvegarde de nuit",
      "La page de connexion",
    ],
    problems: [
      "ne répond plus depuis cinq minutes",
      "signale trop d'erreurs",
      "dépasse deux secondes",
      "occupe quatre-vingt-dix pour cent de la mémoire",
      "s'arrête sans raison",
    ],
  },
  pt: {
    things: [
      "O banco de dados principal",
      "O serviço de pagamentos",
      "O disco do nó dois",
      "A fila de pedidos",
      "A cópia noturna",
      "A página de acesso",
    ],
    problems: [
      "não responde há cinco minutos",
      "informa erros demais",
      "demora mais de dois segundos",
      "ocupa noventa por cento da memória",
      "para sem motivo",
    ],
  },
  it: {
    things: [
      "Il database principale",
      "Il servizio di pagamento",
      "Il disco del nodo due",
      "La coda degli ordini",
      "La copia notturna",
      "La pagina di accesso",
    ],
    problems: [
      "non risponde da cinque minuti",
      "segnala troppi errori",
      "impiega più di due secondi",
      "occupa il novanta per cento della memoria",
      "si ferma senza motivo",
    ],
  },
};

/** The thirty sentences of a language, always in the same order. */
export function sentencesOf(language: Language): string[] {
  const { things, problems } = PHRASES[language];
  return things.flatMap((thing) => problems.map((problem) => `${thing} ${problem}.`));
}

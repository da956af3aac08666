import type { Severity } from "../alerts/severity.ts";
import type { PromptLanguage } from "../prompts/names.ts";
import type { Unit } from "../words/lexicon.ts";

/** What a call says around an alert's own words, in one language. */
export interface AlertPhrases {
  /** "CallPing for Acme." */
  caller(team: string): string;
  severities: Record<Severity, string>;
  alerts: Unit;
  /** Before the worst of several; ends in a colon. */
  worst(severity: string): string;
  /** Behind a number, as they stand in `ago`. */
  minutes: Unit;
  hours: Unit;
  days: Unit;
  ago(quantity: string): string;
  now: string;
  began(ago: string): string;
  untitled: string;
  /** Nouns keep their capital behind a colon. */
  capitals?: true;
}

const unit = (one: string, other: string): Unit => ({ one, other });
const cases = (one: string, few: string, many: string): Unit => ({ one, few, many, other: many });
const severities = (critical: string, major: string, minor: string, info: string) => ({
  critical,
  major,
  minor,
  info,
});

export const ALERT_PHRASES: Record<PromptLanguage, AlertPhrases> = {
  en: {
    caller: (team) => `CallPing for ${team}.`,
    severities: severities("Critical", "Major", "Minor", "Information"),
    alerts: unit("alert", "alerts"),
    worst: (severity) => `The worst is ${severity}:`,
    minutes: unit("minute", "minutes"),
    hours: unit("hour", "hours"),
    days: unit("day", "days"),
    ago: (quantity) => `${quantity} ago`,
    now: "just now",
    began: (ago) => `Began ${ago}.`,
    untitled: "an alert without a title.",
  },
  uk: {
    caller: (team) => `CallPing для ${team}.`,
    severities: severities("Критично", "Серйозно", "Незначно", "До відома"),
    alerts: cases("сповіщення", "сповіщення", "сповіщень"),
    worst: (severity) => `Найгірше з них, ${severity}:`,
    minutes: cases("хвилину", "хвилини", "хвилин"),
    hours: cases("годину", "години", "годин"),
    days: cases("день", "дні", "днів"),
    ago: (quantity) => `${quantity} тому`,
    now: "щойно",
    began: (ago) => `Почалося ${ago}.`,
    untitled: "сповіщення без назви.",
  },
  de: {
    caller: (team) => `CallPing für ${team}.`,
    severities: severities("Kritisch", "Schwerwiegend", "Geringfügig", "Hinweis"),
    alerts: unit("Alarm", "Alarme"),
    worst: (severity) => `Der schwerste, ${severity}:`,
    minutes: unit("Minute", "Minuten"),
    hours: unit("Stunde", "Stunden"),
    days: unit("Tag", "Tagen"),
    ago: (quantity) => `vor ${quantity}`,
    now: "gerade eben",
    began: (ago) => `Begann ${ago}.`,
    untitled: "ein Alarm ohne Titel.",
    capitals: true,
  },
  pl: {
    caller: (team) => `CallPing dla ${team}.`,
    severities: severities("Krytyczny", "Poważny", "Drobny", "Informacja"),
    alerts: cases("alert", "alerty", "alertów"),
    worst: (severity) => `Najpoważniejszy z nich, ${severity}:`,
    minutes: cases("minutę", "minuty", "minut"),
    hours: cases("godzinę", "godziny", "godzin"),
    days: cases("dzień", "dni", "dni"),
    ago: (quantity) => `${quantity} temu`,
    now: "przed chwilą",
    began: (ago) => `Początek ${ago}.`,
    untitled: "alert bez tytułu.",
  },
  es: {
    caller: (team) => `CallPing para ${team}.`,
    severities: severities("Crítica", "Grave", "Leve", "Información"),
    alerts: unit("alerta", "alertas"),
    worst: (severity) => `La más grave, ${severity}:`,
    minutes: unit("minuto", "minutos"),
    hours: unit("hora", "horas"),
    days: unit("día", "días"),
    ago: (quantity) => `hace ${quantity}`,
    now: "ahora mismo",
    began: (ago) => `Empezó ${ago}.`,
    untitled: "una alerta sin título.",
  },
  fr: {
    caller: (team) => `CallPing pour ${team}.`,
    severities: severities("Critique", "Majeure", "Mineure", "Information"),
    alerts: unit("alerte", "alertes"),
    worst: (severity) => `La plus grave, ${severity}:`,
    minutes: unit("minute", "minutes"),
    hours: unit("heure", "heures"),
    days: unit("jour", "jours"),
    ago: (quantity) => `il y a ${quantity}`,
    now: "à l'instant",
    began: (ago) => `A commencé ${ago}.`,
    untitled: "une alerte sans titre.",
  },
  it: {
    caller: (team) => `CallPing per ${team}.`,
    severities: severities("Critico", "Grave", "Lieve", "Informazione"),
    alerts: unit("allarme", "allarmi"),
    worst: (severity) => `Il più grave, ${severity}:`,
    minutes: unit("minuto", "minuti"),
    hours: unit("ora", "ore"),
    days: unit("giorno", "giorni"),
    ago: (quantity) => `${quantity} fa`,
    now: "proprio ora",
    began: (ago) => `Iniziato ${ago}.`,
    untitled: "un allarme senza titolo.",
  },
  pt: {
    caller: (team) => `CallPing para ${team}.`,
    severities: severities("Crítico", "Grave", "Leve", "Informação"),
    alerts: unit("alerta", "alertas"),
    worst: (severity) => `O mais grave, ${severity}:`,
    minutes: unit("minuto", "minutos"),
    hours: unit("hora", "horas"),
    days: unit("dia", "dias"),
    ago: (quantity) => `há ${quantity}`,
    now: "agora mesmo",
    began: (ago) => `Começou ${ago}.`,
    untitled: "um alerta sem título.",
  },
};

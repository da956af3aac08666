import { periodsOf } from "../periods.ts";

export const PERIODS = periodsOf(
  {
    since: (quantity) => `seit ${quantity}`,
    within: (quantity) => `in ${quantity}`,
    expires: (quantity) => `läuft in ${quantity} ab`,
  },
  [
    { one: "Sekunde", other: "Sekunden", last: "letzte # Sekunden", inTheLast: "in den letzten # Sekunden" },
    { one: "Minute", other: "Minuten", last: "letzte # Minuten", inTheLast: "in den letzten # Minuten" },
    { one: "Stunde", other: "Stunden", last: "letzte # Stunden", inTheLast: "in den letzten # Stunden" },
    { one: "Tag", other: "Tage", oblique: "Tagen", last: "letzte # Tage", inTheLast: "in den letzten # Tagen" },
  ],
);

import { periodsOf } from "../periods.ts";

export const PERIODS = periodsOf(
  {
    since: (quantity) => `seit ${quantity}`,
    within: (quantity) => `in ${quantity}`,
    expires: (quantity) => `läuft in ${quantity} ab`,
    left: (quantity) => `noch ${quantity}`,
    ago: (quantity) => `vor ${quantity}`,
  },
  [
    {
      one: "Sekunde",
      obliqueOne: "einer Sekunde",
      other: "Sekunden",
      last: "letzte # Sekunden",
      inTheLast: "in den letzten # Sekunden",
    },
    {
      one: "Minute",
      obliqueOne: "einer Minute",
      other: "Minuten",
      last: "letzte # Minuten",
      inTheLast: "in den letzten # Minuten",
    },
    {
      one: "Stunde",
      obliqueOne: "einer Stunde",
      other: "Stunden",
      last: "letzte # Stunden",
      inTheLast: "in den letzten # Stunden",
    },
    {
      one: "Tag",
      obliqueOne: "einem Tag",
      other: "Tage",
      oblique: "Tagen",
      last: "letzte # Tage",
      inTheLast: "in den letzten # Tagen",
    },
  ],
);

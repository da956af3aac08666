import { periodsOf } from "../periods.ts";

export const PERIODS = periodsOf(
  {
    since: (quantity) => `depuis ${quantity}`,
    within: (quantity) => `dans ${quantity}`,
    expires: (quantity) => `expire dans ${quantity}`,
  },
  [
    { one: "seconde", other: "secondes", last: "# dernières secondes", inTheLast: "dans les # dernières secondes" },
    { one: "minute", other: "minutes", last: "# dernières minutes", inTheLast: "dans les # dernières minutes" },
    { one: "heure", other: "heures", last: "# dernières heures", inTheLast: "dans les # dernières heures" },
    { one: "jour", other: "jours", last: "# derniers jours", inTheLast: "dans les # derniers jours" },
  ],
);

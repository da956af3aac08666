import { datesOf, periodsOf } from "../periods.ts";

export const PERIODS = {
  ...periodsOf(
    {
      since: (quantity) => `depuis ${quantity}`,
      within: (quantity) => `en ${quantity}`,
      expires: (quantity) => `expire dans ${quantity}`,
      left: (quantity) => `il reste ${quantity}`,
      ago: (quantity) => `il y a ${quantity}`,
    },
    [
      {
        one: "seconde",
        other: "secondes",
        last: "# dernières secondes",
        inTheLast: "dans les # dernières secondes",
      },
      {
        one: "minute",
        other: "minutes",
        last: "# dernières minutes",
        inTheLast: "dans les # dernières minutes",
      },
      { one: "heure", other: "heures", last: "# dernières heures", inTheLast: "dans les # dernières heures" },
      { one: "jour", other: "jours", last: "# derniers jours", inTheLast: "dans les # derniers jours" },
    ],
  ),
  ...datesOf("janvier février mars avril mai juin juillet août septembre octobre novembre décembre", {
    at: "le",
    on: "le",
    since: "depuis le",
  }),
};

import { periodsOf } from "../periods.ts";

export const PERIODS = periodsOf(
  {
    since: (quantity) => `desde hace ${quantity}`,
    within: (quantity) => `en ${quantity}`,
    expires: (quantity) => `caduca en ${quantity}`,
    left: (quantity, one) => `${one ? "queda" : "quedan"} ${quantity}`,
    ago: (quantity) => `hace ${quantity}`,
  },
  [
    { one: "segundo", other: "segundos", last: "últimos # segundos", inTheLast: "en los últimos # segundos" },
    { one: "minuto", other: "minutos", last: "últimos # minutos", inTheLast: "en los últimos # minutos" },
    { one: "hora", other: "horas", last: "últimas # horas", inTheLast: "en las últimas # horas" },
    { one: "día", other: "días", last: "últimos # días", inTheLast: "en los últimos # días" },
  ],
);

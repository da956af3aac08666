import { periodsOf } from "../periods.ts";

export const PERIODS = periodsOf(
  {
    since: (quantity) => `há ${quantity}`,
    within: (quantity) => `em ${quantity}`,
    expires: (quantity) => `expira em ${quantity}`,
    left: (quantity, one) => `${one ? "resta" : "restam"} ${quantity}`,
    ago: (quantity) => `há ${quantity}`,
  },
  [
    { one: "segundo", other: "segundos", last: "últimos # segundos", inTheLast: "nos últimos # segundos" },
    { one: "minuto", other: "minutos", last: "últimos # minutos", inTheLast: "nos últimos # minutos" },
    { one: "hora", other: "horas", last: "últimas # horas", inTheLast: "nas últimas # horas" },
    { one: "dia", other: "dias", last: "últimos # dias", inTheLast: "nos últimos # dias" },
  ],
);

import { datesOf, periodsOf } from "../periods.ts";

export const PERIODS = {
  ...periodsOf(
    {
      since: (quantity) => `da ${quantity}`,
      within: (quantity) => `in ${quantity}`,
      expires: (quantity) => `scade tra ${quantity}`,
      left: (quantity, one) => `${one ? "manca" : "mancano"} ${quantity}`,
      ago: (quantity) => `${quantity} fa`,
    },
    [
      { one: "secondo", other: "secondi", last: "ultimi # secondi", inTheLast: "negli ultimi # secondi" },
      { one: "minuto", other: "minuti", last: "ultimi # minuti", inTheLast: "negli ultimi # minuti" },
      { one: "ora", other: "ore", last: "ultime # ore", inTheLast: "nelle ultime # ore" },
      { one: "giorno", other: "giorni", last: "ultimi # giorni", inTheLast: "negli ultimi # giorni" },
    ],
  ),
  ...datesOf(
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    { at: "il", on: "il", since: "dal" },
  ),
};

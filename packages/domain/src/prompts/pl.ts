import type { Prompts } from "./names.ts";

/** What the recorded prompts say in Polish. */
export const POLISH_PROMPTS: Prompts = {
  callping: "CallPing.",
  test: "To jest test.",
  "critical-alert": "Alert krytyczny.",
  "major-alert": "Alert poważny.",
  "minor-alert": "Alert drobny.",
  "info-alert": "Alert informacyjny.",
  "alerts-few": "alerty.",
  alerts: "alertów.",
  "several-alerts": "Kilka alertów.",
  "the-worst": "Najpoważniejszy z nich:",
  general: "Alert wymaga Państwa uwagi. Szczegóły są w portalu.",
  "still-on-it": "Czy nadal się Państwo tym zajmują?",
  "not-resolved": "Problem nadal trwa.",
  menu: "Aby potwierdzić, proszę nacisnąć 1, aby przekazać dalej, 2, aby powtórzyć, gwiazdkę.",
  "menu-pagerduty":
    "Aby potwierdzić, proszę nacisnąć 4, jeśli problem jest rozwiązany, 6, aby powtórzyć, gwiazdkę.",
  acknowledged: "Potwierdzono. Dziękujemy.",
  "already-acknowledged": "Ten alert jest już potwierdzony.",
  "already-acknowledged-by": "Ten alert jest już potwierdzony. Zajmuje się nim",
  escalated: "Przekazano do następnego kroku.",
  snoozed: "Odłożono na 30 minut.",
  resolved: "Oznaczono jako rozwiązany.",
  "opt-out-confirm":
    "Proszę nacisnąć 9 jeszcze raz, a ta organizacja nigdy więcej nie zadzwoni na ten numer.",
  "opted-out": "Gotowe. Ta organizacja nie zadzwoni już na ten numer.",
  help: "CallPing dzwoni, gdy monitoring zespołu zgłasza problem. Kontakt z nami: callping kropka app, ukośnik contact. Aby zakończyć takie połączenia, proszę nacisnąć 9.",
  "help-pagerduty":
    "CallPing dzwoni, gdy monitoring zespołu zgłasza problem. Kontakt z nami: callping kropka app, ukośnik contact.",
  "wrong-key": "Ten klawisz nic tutaj nie robi.",
  "not-recorded": "To nie zostało zapisane. Proszę nacisnąć klawisz jeszcze raz.",
  closed: "To połączenie nie jest już potrzebne.",
  drill: "To jest połączenie próbne. Nic się nie stało.",
  "menu-drill": "Aby potwierdzić, że ten telefon działa, proszę nacisnąć 1.",
  "drill-proven": "Dziękujemy. Ten telefon działa.",
  goodbye: "Do widzenia.",
  "code-verify":
    "Ten numer podano w CallPing, aby otrzymywać alerty z monitoringu. Jeśli to była Państwa prośba, oto kod. Proszę nikomu go nie podawać.",
  "code-stop":
    "Ktoś prosi, aby CallPing nigdy więcej nie dzwonił na ten numer. Jeśli to była Państwa prośba, oto kod. Proszę nikomu go nie podawać.",
  "code-return":
    "Ktoś prosi, aby CallPing mógł znowu dzwonić na ten numer. Jeśli to była Państwa prośba, oto kod. Proszę nikomu go nie podawać.",
  "code-again": "Jeszcze raz.",
  "code-menu":
    "Aby usłyszeć go ponownie, proszę nacisnąć gwiazdkę. Jeśli to nie była Państwa prośba, proszę nacisnąć 9.",
  "agree-ask":
    "Pewien zespół prosi o zgodę na dzwonienie na ten numer, gdy jego monitoring zgłosi problem. Numer tego zespołu w CallPing to:",
  "agree-menu":
    "Aby się zgodzić, proszę nacisnąć 1, aby odmówić, 2, aby powtórzyć, gwiazdkę. Jeśli nie życzą sobie Państwo takich połączeń, proszę nacisnąć 9.",
  agreed:
    "Dziękujemy. Zgodzili się Państwo na te połączenia. Aby je zakończyć, proszę w dowolnym z nich nacisnąć 9.",
  refused: "Nie zgodzili się Państwo. Alerty tego zespołu nie będą do Państwa dzwonić.",
  0: "zero",
  1: "jeden",
  2: "dwa",
  3: "trzy",
  4: "cztery",
  5: "pięć",
  6: "sześć",
  7: "siedem",
  8: "osiem",
  9: "dziewięć",
  10: "dziesięć",
  11: "jedenaście",
  12: "dwanaście",
  13: "trzynaście",
  14: "czternaście",
  15: "piętnaście",
  16: "szesnaście",
  17: "siedemnaście",
  18: "osiemnaście",
  19: "dziewiętnaście",
  20: "dwadzieścia",
};

import type { CodePrompt } from "./code-prompts.ts";

/** What the prompts of code calls say in Polish. */
export const POLISH: Record<CodePrompt, string> = {
  callping: "CallPing.",
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
  "opt-out-confirm":
    "Proszę nacisnąć 9 jeszcze raz, a ta organizacja nigdy więcej nie zadzwoni na ten numer.",
  "opted-out": "Gotowe. Ta organizacja nie zadzwoni już na ten numer.",
  help: "CallPing dzwoni, gdy monitoring zespołu zgłasza problem. Kontakt z nami: callping kropka app, ukośnik contact. Aby zakończyć takie połączenia, proszę nacisnąć 9.",
  "wrong-key": "Ten klawisz nic tutaj nie robi.",
  "not-recorded": "To nie zostało zapisane. Proszę nacisnąć klawisz jeszcze raz.",
  goodbye: "Do widzenia.",
};

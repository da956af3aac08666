import type { InstructionWords } from "../instruction-words.ts";

export const INSTRUCTIONS: InstructionWords = {
  press: String.raw`naci(?:ś|s)n(?:ij|ąć|ac)\p{L}*|wci(?:ś|s)n(?:ij|ąć|ac)\p{L}*|przyci(?:ś|s)n(?:ij|ąć|ac)\p{L}*|naciska(?:j|ć)\p{L}*`,
  dial: "wybierz(?:cie)?|wykr(?:ę|e)(?:ć|c)(?:cie)?|wybra(?:ć|c)",
  enter: "wpisz|wprowad(?:ź|z)|podaj|powiedz|wstukaj|kliknij|dotknij",
  between: "klawisz|przycisk|numer|cyfrę|cyfre|na|proszę|teraz|lub|albo",
  keys: "zero|jeden|jedynkę|dwa|dwójkę|trzy|trójkę|cztery|czwórkę|pięć|piątkę|sześć|szóstkę|siedem|siódemkę|osiem|ósemkę|dziewięć|dziewiątkę|gwiazdkę|gwiazdka|krzyżyk|hasz|kratkę",
  after: "aby|żeby|by|i|oraz|lub|albo|teraz|na|dla|dwa razy|ponownie|jeśli",
  polite: String.raw`proszę|prosimy|potem|teraz|następnie|możesz|aby \p{L}{3,20}`,
  call: "zadzwoń(?:cie)?|dzwoń(?:cie)?|zatelefonuj|wybierz",
};

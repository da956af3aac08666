import type { InstructionWords } from "../instruction-words.ts";

export const INSTRUCTIONS: InstructionWords = {
  press: "presion(?:e|a|ar|en)|oprim(?:a|e|ir|an)",
  dial: "puls(?:e|a|ar|en)|aprie(?:te|ta)|toque|tecle(?:e|a|ar)",
  enter: "marqu(?:e|en)|marca(?:r)?|haga clic|haz clic|introduzca|ingrese|diga|digite|elija",
  between: "el|al|la|los|las|un|una|tecla|botón|boton|número|numero|dígito|en|por favor|ahora",
  keys: "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|asterisco|estrella|almohadilla|numeral",
  after: "para|y|o|ahora|si|dos veces|otra vez",
  polite: "por favor|luego|ahora|simplemente|puede|debe",
  call: "llame|llama|marque|telefonee",
};

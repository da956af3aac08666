import type { InstructionWords } from "../instruction-words.ts";

export const INSTRUCTIONS: InstructionWords = {
  press: "dr(?:ü|u|ue)ck(?:e|en|t)?|bet(?:ä|a|ae)tig(?:e|en)",
  dial: "w(?:ä|ae)hl(?:e|en|t)",
  enter: "tipp(?:e|en)|gib|geben|sag|sage|sagen|eingeben",
  between: "sie|bitte|die|den|das|eine|taste|ziffer|nummer|zahl|knopf|auf|nun|jetzt|dann",
  keys: "null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|stern|sterntaste|raute|rautetaste",
  after: "um|für|zum|zur|und|oder|jetzt|ein|damit|wenn|noch|zweimal",
  polite: "bitte|dann|jetzt|nun|einfach|sie können|sie müssen",
  call: "ruf(?:e|en)?|wähl(?:e|en)|anrufen",
};

import type { InstructionWords } from "../instruction-words.ts";

export const INSTRUCTIONS: InstructionWords = {
  press: "dr(?:ü|ue)ck(?:e|en|t)?|druck(?:e|en) sie|bet(?:ä|a|ae)tig(?:e|en)",
  dial: "w(?:ä|ae)hl(?:e|en)",
  enter: "w(?:ä|ae)hlt|klick(?:e|en|t)?|tipp(?:e|en|t)?|gib|geben|sag|sage|sagen|eingeben",
  between: "sie|bitte|die|den|das|eine|taste|ziffer|nummer|zahl|knopf|auf|nun|jetzt|dann",
  keys: "null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|stern|sterntaste|raute|rautetaste",
  after: "um|für|zum|zur|und|oder|jetzt|ein|damit|wenn|noch|zweimal",
  polite: "bitte|dann|jetzt|nun|einfach|sie können|sie müssen",
  behind: "dr(?:ü|ue)cken|bet(?:ä|ae)tigen|tippen|w(?:ä|ae)hlen|eingeben",
  call: "ruf(?:e|en)?|wähl(?:e|en)|anrufen",
};

import type { InstructionWords } from "../instruction-words.ts";

export const INSTRUCTIONS: InstructionWords = {
  press: "prem(?:i|a|ere|ete|ano)|schiacci(?:a|are|ate)|pigi(?:a|are|ate)",
  dial: "compon(?:i|ga|ete)|comporre|digit(?:i|a|are|ate)",
  enter: "inserisci|inserisca|inserire|seleziona(?:re|te)?|tocca|tocchi|clicc(?:a|hi|are)|dica|scelga|scegli",
  between: "il|lo|la|i|un|una|tasto|pulsante|numero|cifra|su|ora|per favore",
  keys: "zero|uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|asterisco|stella|cancelletto",
  after: "per|e|o|ora|adesso|se|due volte|ancora",
  polite: "per favore|poi|ora|adesso|può|deve|si prega di",
  call: "chiama(?:re|te)?|chiami|componi|componga",
};

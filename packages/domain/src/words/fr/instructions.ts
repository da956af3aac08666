import type { InstructionWords } from "../instruction-words.ts";

export const INSTRUCTIONS: InstructionWords = {
  press: "appuy(?:ez|er|e|ons)",
  dial: "tap(?:ez|er)|compos(?:ez|er)|press(?:ez|er)|fait(?:es)|touchez",
  enter: "tape(?= (?:sur|le|la) | \\d pour)|cliqu(?:ez|er)|saisissez|entrez|dites|choisissez",
  between: "sur|le|la|les|un|une|touche|bouton|chiffre|numéro|numero|maintenant",
  keys: "zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|étoile|etoile|dièse|diese|astérisque",
  after: "pour|et|ou|maintenant|si|afin|deux fois|encore",
  polite: "s'il vous plaît|veuillez|ensuite|puis|maintenant|vous pouvez",
  call: "appelez|appeler|composez|téléphonez",
};

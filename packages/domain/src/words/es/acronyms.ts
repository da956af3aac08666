import {
  ACRONYMS as ENGLISH,
  ACRONYMS_IN_IDENTIFIERS as REGIONS,
  LEAD_INS as ENGLISH_LEAD_INS,
} from "../en/acronyms.ts";
import { wordSet } from "../lexicon.ts";
import { without } from "../shared-names.ts";

/** Spanish words that are acronyms elsewhere. */
const OWN = "eu ha";
export const ACRONYMS = without(ENGLISH, OWN);
export const ACRONYMS_IN_IDENTIFIERS: ReadonlySet<string> = new Set([...REGIONS, ...OWN.split(" ")]);

/** Spanish words of two or three letters, and English ones that are said as words. */
export const SHORT_WORDS = wordSet(`
  al así aun aún con da dar de del día dos el él en era es esa ese eso fin fue ha hay hoy la las le les ley lo los luz mal mas más me
  mes mi muy ni no nos o oír os para pero por pos que red rey sal se sea ser sí sin sol son soy su sur tal tan te tú tu un una uno uso va van ver
  vez vía vio voy y ya yo
  all and any app are bit box bug but can cut dev end for gas get has hit job key lan log low max min new not now off old out per pod
  pop ram run set six sum tag ten test the top try two use was way web why yes zip
`);

export const LEAD_INS: ReadonlySet<string> = new Set([
  ...ENGLISH_LEAD_INS,
  ...wordSet(`
    a al el la los las un una en de del por para con es está ver vea visite abra compruebe host nodo servidor ip dirección enlace y o
    contra tras entre hacia desde instancia destino equipo
  `),
]);

/** A sentence with one of these is Spanish. */
export const OWN_WORDS = wordSet(`
  el la los las un una unos unas del de y o u con por para que se está están ha han fue sido al se su sus más muy sin sobre desde hasta hacia
  entre cuando hay ya es son en lo le
`);

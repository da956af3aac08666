import {
  ACRONYMS as ENGLISH,
  ACRONYMS_IN_IDENTIFIERS as REGIONS,
  LEAD_INS as ENGLISH_LEAD_INS,
} from "../en/acronyms.ts";
import { wordSet } from "../lexicon.ts";
import { without } from "../shared-names.ts";

/** French words that are acronyms elsewhere. */
const OWN = "eu";
export const ACRONYMS = without(ENGLISH, OWN);
export const ACRONYMS_IN_IDENTIFIERS: ReadonlySet<string> = new Set([...REGIONS, ...OWN.split(" ")]);

/** French words of two or three letters, and English ones that are said as words. */
export const SHORT_WORDS = wordSet(`
  ai an au aux bas bon car ce ces cet clé de des dès dit du dû eau en es est et été eu eux fin fut il ils ici je jeu la là le les leu loi lu
  lui ma mai mal me mer mes mot ne né net ni nom non nos nu on ont or os ou où par pas peu plu pli pour pré qui que ras riz rue sa se ses si son
  sud sur ta tel tes toi ton top tôt tu un une vie via vos vu y
  all and any app are bit box bug but can cut dev end for gas get has hit job key lan log low max min new not now off old out per pod
  pop ram run set six sum tag ten test the top try two use was way web why yes zip
`);

export const LEAD_INS: ReadonlySet<string> = new Set([
  ...ENGLISH_LEAD_INS,
  ...wordSet(`
    à a au aux le la les un une sur en dans de du des par pour avec est voir voyez ouvrez consultez hôte host nœud serveur ip adresse lien et ou
    contre vers entre depuis chez instance cible machine
  `),
]);

/** A sentence with one of these is French. */
export const OWN_WORDS = wordSet(`
  le la les un une des du de et ou au aux sur dans pour avec sans est sont été qui que ce cette ces il elle ne pas se sa son ses en
  depuis vers chez trop à
`);

import {
  ACRONYMS as ENGLISH,
  ACRONYMS_IN_IDENTIFIERS as REGIONS,
  LEAD_INS as ENGLISH_LEAD_INS,
} from "../en/acronyms.ts";
import { wordSet } from "../lexicon.ts";
import { without } from "../shared-names.ts";

/** Portuguese words that are acronyms elsewhere. */
const OWN = "eu";
export const ACRONYMS = without(ENGLISH, OWN);
export const ACRONYMS_IN_IDENTIFIERS: ReadonlySet<string> = new Set([...REGIONS, ...OWN.split(" ")]);

/** Portuguese words of two or three letters, and English ones that are said as words. */
export const SHORT_WORDS = wordSet(`
  ao aos às até bem boa bom com cor da das dá de dez dia do dos e é ela ele em era essa esse eu fim foi for há já lá lei luz mãe mais mal
  mas mau me mês meu mil na não nas nem no nó nos o os ou pai pão para pé por pôr pos que rei rio rua se sei sem ser seu sim só sob sol sou sua sul
  tal tão te tem ter teu ti um uma uns usa uso vai vão vê vem ver vez vi via voz
  all and any app are bit box bug but can cut dev end for gas get has hit job key lan log low max min new not now off old out per pod
  pop ram run set six sum tag ten test the top try two use was way web why yes zip
`);

export const LEAD_INS: ReadonlySet<string> = new Set([
  ...ENGLISH_LEAD_INS,
  ...wordSet(`
    a o os as um uma em no na nos nas de do da dos das por para com é está ver veja abra verifique host nó servidor ip endereço link e ou
    contra entre desde até instância destino máquina
  `),
]);

/** A sentence with one of these is Portuguese. */
export const OWN_WORDS = wordSet(`
  o os um uma uns umas da das de e ou com por para que não está estão foi é são em na nas nos ao à se mais sem sobre entre até há pelo pela
  seu sua
`);

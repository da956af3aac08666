import {
  ACRONYMS as ENGLISH,
  ACRONYMS_IN_IDENTIFIERS as REGIONS,
  LEAD_INS as ENGLISH_LEAD_INS,
} from "../en/acronyms.ts";
import { wordSet } from "../lexicon.ts";
import { without } from "../shared-names.ts";

/** Italian words that are acronyms elsewhere. */
const OWN = "eu ha ci";
export const ACRONYMS = without(ENGLISH, OWN);
export const ACRONYMS_IN_IDENTIFIERS: ReadonlySet<string> = new Set([...REGIONS, ...OWN.split(" ")]);

/** Italian words of two or three letters, and English ones that are said as words. */
export const SHORT_WORDS = wordSet(`
  ad ai al alla che chi ci con cui da dai dal del dei di due e è ed era fa fra fu già gli ha hai ho i il in io la le lei lo lui ma mai me
  mi mio ne nei nel no noi non o ora per più poi può qua qui re sa se sei si sì sia solo sono sta su sua sud sul suo te ti tra tre tu tuo un una
  uno usi uso va vai vi via voi
  all and any app are bit box bug but can cut dev end for gas get has hit job key lan log low max min new not now off old out per pod
  pop ram run set six sum tag ten test the top try two use was way web why yes zip
`);

export const LEAD_INS: ReadonlySet<string> = new Set([
  ...ENGLISH_LEAD_INS,
  ...wordSet(`
    a al alla il lo la i gli le un una su sul in di del della da dal per con è vedi veda apri controlla host nodo server ip indirizzo link e o
    contro tra verso istanza destinazione macchina
  `),
]);

/** A sentence with one of these is Italian. */
export const OWN_WORDS = wordSet(`
  il lo la gli le un una uno di del della dello dei degli delle da dal dalla nel nella sul sulla con è sono ha hanno stato non che si e ed
  su al alla alle ai più troppo senza dopo tra verso
`);

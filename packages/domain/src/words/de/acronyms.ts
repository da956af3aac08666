import {
  ACRONYMS as ENGLISH,
  ACRONYMS_IN_IDENTIFIERS,
  LEAD_INS as ENGLISH_LEAD_INS,
} from "../en/acronyms.ts";
import { wordSet } from "../lexicon.ts";

export const ACRONYMS: ReadonlySet<string> = new Set([
  ...ENGLISH,
  ...wordSet("usv edv lkw gmbh ag dsgvo zdf"),
]);
export { ACRONYMS_IN_IDENTIFIERS };

/** German words of two or three letters, and English ones that Germans say as words. */
export const SHORT_WORDS = wordSet(`
  ab alt am an auf aus bad bei bin bis bit box bug bus da das dem den der des die du ein er es für gar gas hat her hin hot hub ich
  ihr im in ist ja je job jetzt key kein lan lauf leg log los mal man mit mir nach nah neu nie nun nur ob oft ok per pod pop
  pro ram rot run sah sie so soll tag tat tor top tot tür typ uhr um und uns von vor war was weg wer wie wir wo zu zum zur zwei
  all and any app are but can cut day dev end fan for get has hit low max may min new no not now of off old on one out set she
  six sum sun tax ten the to too try two up use via was way web why yes you zip
`);

export const LEAD_INS: ReadonlySet<string> = new Set([
  ...ENGLISH_LEAD_INS,
  ...wordSet(`
    der die das den dem ein eine auf an in im von vom bei zu zum zur für über unter mit ist siehe prüfe öffne host server adresse
    link und oder gegen durch hinter zwischen nahe instanz ziel gerät rechner knoten
  `),
]);

/** A sentence with one of these is German. */
export const OWN_WORDS = wordSet(`
  der die das den dem des ein eine einer eines einem ist sind wird wurde wurden war hat haben kann konnte nicht kein keine und oder
  auf aus bei beim für im nach seit über um vom von vor wegen zu zum zur zwischen bis ohne mehr als sich noch wieder immer
`);

import { wordMap, wordSet } from "../lexicon.ts";
import { ACRONYMS as ENGLISH_ACRONYMS, LEAD_INS as ENGLISH_LEAD_INS } from "../en/acronyms.ts";

/** Latin letters by the names that engineers use, Cyrillic ones by their own. */
export const LETTERS = wordMap(`
  a = ей | b = бі | c = сі | d = ді | e = і | f = еф | g = джі | h = ейч | i = ай | j = джей | k = кей | l = ел | m = ем
  n = ен | o = оу | p = пі | q = кью | r = ар | s = ес | t = ті | u = ю | v = ві | w = дабл ю | x = ікс | y = вай | z = зет
  б = бе | в = ве | г = ге | ґ = ґе | д = де | ж = же | з = зе | к = ка | л = ел | м = ем | н = ен | п = пе | р = ер | с = ес
  т = те | ф = еф | х = ха | ц = це | ч = че | ш = ша | щ = ща
`);

export const ACRONYMS = new Set([...ENGLISH_ACRONYMS, ...wordSet("бд цп пз ос дбж цод кпі іт")]);

/** After these a link or an address continues the sentence. */
export const LEAD_INS = new Set([
  ...ENGLISH_LEAD_INS,
  ...wordSet(`
    на в у до з із зі від для по через за про під над при між або та й і хост хосту хості сервер сервера сервері серверу вузол вузла
    вузлі нода ноди ноді адреса адресу адреси адресою адресі сайт сайту сайті вузла порт порту шлюз шлюзу клієнт клієнта ціль
    екземпляр інстанс дивіться див перевірте відкрийте посилання
  `),
]);

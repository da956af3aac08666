const GAP = String.raw`[\s\p{P}\p{S}]{0,6}`;
const DIGIT = String.raw`(?:\d{1,3}(?![\d.])|(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|star|pound|hash|asterisk)\b|[*#])`;
const OBJECT = String.raw`(?:(?:the|any|a|your|key|keys|button|digit|number|numbers|option)${GAP}){0,3}`;
const POLITE = String.raw`(?:(?:please|kindly|just|then|now|you can|you must)\s{1,3}){0,3}`;
/** Also spaced out or dotted, as somebody who wants to get past this rule writes it. */
const PRESS = String.raw`p[\s._-]?r[\s._-]?e[\s._-]?s[\s._-]?s`;
const DIAL = String.raw`d[\s._-]?i[\s._-]?a[\s._-]?l`;
/** To the end of the clause, so that "press 9 to stop these calls" leaves nothing behind. */
const REST = String.raw`[^.!?\n;:]{0,120}`;

/**
 * What tells a listener to use the telephone. Only our own recorded menu may do that: a payload that says "press 9" would
 * make somebody refuse all later alerts. Verbs that are common in alerts ("hit 500 errors", "enter 3 regions") count only
 * where a key is meant. Other languages' verbs are here because a payload's language is its sender's choice.
 */
export const INSTRUCTIONS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![a-z\d])${POLITE}(?:${PRESS}(?:ing|ed)?|${DIAL}(?:l?ing)?)${GAP}${OBJECT}${GAP}${DIGIT}${REST}`,
    "giu",
  ),
  new RegExp(
    String.raw`(?<![a-z\d])${POLITE}(?:hit|push|enter|type|tap|touch|key${GAP}in|say)${GAP}${OBJECT}${GAP}(?:\d(?![\d.])|star|pound|hash|asterisk|[*#])(?=${GAP}(?:$|[.!?,;\n]|to\b|for\b|now\b|and\b|or\b|on\b|key\b|twice\b|again\b))${REST}`,
    "giu",
  ),
  new RegExp(
    String.raw`(?<![a-z\d])(?:hit|push|tap|touch)${GAP}(?:the${GAP})?(?:star|pound|hash)(?:${GAP}key)?${REST}`,
    "giu",
  ),
  new RegExp(
    String.raw`(?<![a-z\d])(?:call|ring|dial|phone)${GAP}(?:911|112|999|000|110|119)(?!\d)${REST}`,
    "giu",
  ),
  /(?<!\p{L})(?:натисн\p{L}*|нажм\p{L}*|наж(?:ать|имайте)|набер\p{L}*|набр\p{L}*|drück\p{L}*|wähl(?:en|e)|appuy\p{L}*|tapez|composez|naciśnij|wybierz|wciśnij|puls[ae]|presion[ae]|marque|oprim[ae]|prem[ia]|premere|premete|pression[ae]|aperte|digite)[^.!?\n;:\d]{0,30}\d[^.!?\n;:]{0,120}/giu,
];

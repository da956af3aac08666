/** A marker at the very beginning, as tools put it before a title: `[RESOLVED] …`, `RECOVERY: …`. What follows repeats the problem. */
const MARKERS = [
  /^\W{0,6}(\[[^\]]{1,80}\]\s{0,3})?\[[^\w\]]{0,4}(resolved|recovered|recovery|ok|up|closed|cleared)(?: [^\]]{1,60})?\]/i,
  /^\W{0,6}(RESOLVED|RECOVERED|RECOVERY|CLEARED)\b\s{0,2}(?:[:\]|-]|\*{2})/,
];
/** Beginnings and phrases by which tools without state fields announce an end (Gatus, TrueNAS, Uptime Kuma). */
const ENDS = [
  /^\W{0,4}(resolved|recovered|recovery|cleared)\b\s*[:\]-]/i,
  /\b(has|have) recovered\b/i,
  /\b(is|are) (now )?(reachable|back up|back online|back to normal|healthy) ?(again|now)?(?=$|[\s.,!)])/i,
  /\b(returned|back) to normal\b/i,
];
/** `shop is up`; but `disk usage is up` and `db-1 is up to 98 %` have risen, and a stranger that is online is no end. */
const IS_UP = /\b(is|are) (now )?(up|online)(?! to\b|[\s,:]{1,3}\d)(?=$|[\s.,:!)])/i;
const RISES =
  /\b(usage|utili[sz]ation|rates?|latenc\w+|cpu|load|memory|ram|costs?|spend\w*|prices?|counts?|traffic|volume|temperature|pressure|level|queue|backlog|lag|requests?|by|suspicious|rogue|unknown|unauthori[sz]ed|attack\w*|intrud\w*|malware|ransomware)\b|%/i;
/** A further line or card that begins as an alert does: `PROBLEM: db is down`. */
const BEGINS = /(?:^|\n)\W{0,6}(?:problem|firing|triggered|alerting|down)(?::\d+)?\W{0,3}[:\]](?!\s*\d)/i;
/** Words by which a marked text contradicts its marker. */
const CONTRADICTIONS =
  /\b(firing|triggered|alerting|not|never|still|again|re-?opened|unresolved|fail(ed)? to|could|cannot|until|unless|if)\b|\[(firing|problem|alert|alarm)|->/i;
/** Words by which the same text may speak of something that is not over. */
const DOUBTS =
  /\b(firing|triggered|alerting|new alert|new problem|alarm|not|never|no longer|still|(?<!(up|online|reachable|healthy) )again|re-?opened|unresolved|unable|could|couldn't|cannot|can't|until|unless|if|when|before|should|will|fail\w*|errors?|critical|wrong\w*|incorrect\w*|unexpected\w*|expired|exceed\w*|broken|(?<!\b(was|were|been) )down|backed up|full|high|low)\b|\[(firing|problem|alert)/i;
/** Any of these in the title or message is a doubt about a weak word. */
const TROUBLE =
  /\b(fail\w*|error\w*|down|critical|unreachable|unexpected\w*|oom\w*|killed|exit (?:code|status)? ?[1-9]\d*|exceed\w*|exception|alarm|firing|triggered|time(d )?out|degraded|unavailable|outage|lost|broken|warning|not|no|unsuccessful|full|high|above|below|low|expired|stuck|miss\w*|refused|denied|unhealthy|offline|dead|crash\w*|abort\w*|slow)\b/i;

/** Whether a text without any state field announces an end beyond doubt. */
export function textSaysResolved(text: string): boolean {
  const start = text.slice(0, 500);
  if (isAny(MARKERS, start)) return !CONTRADICTIONS.test(start) && !BEGINS.test(start);
  const isUp = IS_UP.test(start) && !RISES.test(start);
  return (isUp || isAny(ENDS, start) || isOver(start)) && !DOUBTS.test(start);
}

function isAny(patterns: readonly RegExp[], text: string): boolean {
  for (const pattern of patterns) if (pattern.test(text)) return true;
  return false;
}

/** Whether one of several texts says that something else is wrong. */
export const textBegins = (text: string): boolean => BEGINS.test(text.slice(0, 500));

/** `Alert on db-1 has been resolved`: from each end back to its subject, since from each subject on would take too long. */
function isOver(text: string): boolean {
  if (!IS_OVER.test(text)) return false;
  for (const { index } of text.matchAll(OVER)) {
    const line =
      text
        .slice(Math.max(0, index - SUBJECT_BEFORE), index)
        .split("\n")
        .at(-1) ?? "";
    if (SUBJECT.test(line)) return true;
  }
  return false;
}
const IS_OVER = /\b(?:has been|have been|was|is now) (?:resolved|cleared|closed|restored)\b(?! to\b)/i;
const OVER = new RegExp(IS_OVER, "gi");
/** `Alert: the log was cleared` is about the log. */
const SUBJECT = /\b(?:alert|incident|problem|issue|outage|alarm|monitor|check)\b(?!:)/i;
/** The longest subject and what may stand behind it. */
const SUBJECT_BEFORE = 128;

export const hasTrouble = (text: string): boolean => TROUBLE.test(text);

/** What is said in so many words, for who must ask. */
export interface Texts {
  some: (test: (text: string) => boolean) => boolean;
}

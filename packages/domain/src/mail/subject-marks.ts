/** A prefix of a subject that tells how things stand. */
export interface Mark {
  /** `neutral`: says that it is an alert, and not whether it goes on. */
  means: "firing" | "resolved" | "severity" | "neutral";
  /** As written. */
  word: string;
}

const FIRING = /^(?:firing|fired|problem|triggered|retriggered|down|trouble|outage|monitor is down)$/i;
/** Alertmanager and Grafana count: `FIRING:2`, `FIRING:1, RESOLVED:1`. */
const COUNTED = /^(firing|resolved)\s?:\s?\d{1,6}(?:\s?,\s?(?:firing|resolved)\s?:\s?\d{1,6})?$/i;
const RESOLVED = /^(?:resolved|recovered|recovery|cleared|closed|restored|ok|up|monitor is up)$/i;
const SEVERITY =
  /^(?:critical|crit|fatal|emergency|disaster|high|major|average|error|minor|low|warning|warn|p[ -]?[1-5]|sev(?:erity)?[ -]?[0-5])$/i;
const NEUTRAL = /^(?:alert|alerts|alarm|incident|notification|monitor alert|unknown|unreachable)$/i;

/** What a word or the inside of a pair of brackets says, or `null` when it is part of the title. */
export function markOf(text: string): Mark | null {
  const word = text.replaceAll(/[\p{Extended_Pictographic}\u{FE0F}*!]/gu, "").trim();
  const counted = COUNTED.exec(word);
  if (counted !== null) return { means: /firing/i.test(word) ? "firing" : "resolved", word };
  if (FIRING.test(word)) return { means: "firing", word };
  if (RESOLVED.test(word)) return { means: "resolved", word };
  if (SEVERITY.test(word)) return { means: "severity", word };
  return NEUTRAL.test(word) ? { means: "neutral", word } : null;
}

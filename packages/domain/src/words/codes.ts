import { spell } from "./context.ts";
import type { Lexicon } from "./lexicon.ts";

const CLASS = /(?<![\w.])([1-5])xx\b/gi;
const HTTP =
  /\bHTTPS?(?:\/[\d.]{1,3})?[ :-]{0,2}(?:(?:status|code|error|response)[ :]{1,2}){0,2}([1-5]\d{2})\b/gi;
const PERCENTILE = /(?<![\w.])p(\d{2})(?:\.?(9{1,2}))?\b(?!\.\d)/gi;
const SEVERITY = /(?<![\w.])sev(?:erity)?[-_ ]?([0-5])\b/gi;
const VERSION =
  /(?:(?<!\p{L})(?:версія|version|wersja|versión|versione|versão)[: ]{1,2})?(?<![\w.-])(?:v?(\d{1,4}(?:\.\d{1,6}){2,3})|v(\d{1,4}(?:\.\d{1,6})?))(?![\w]|\.\d)/giu;
/** After these a class of status codes is a thing of its own ("latency 5xx on …") and not an adjective ("5xx errors"). */
const ENDS_PHRASE =
  /^\s*(?:$|[.,;:)!?\n]|(?:on|at|in|from|for|by|of|is|are|above|below|over|exceeds?)\b|[<>=])/i;

/** Rule 8, codes: p99 "P 99", 5xx "5 x x", HTTP 503 "H T T P 5 0 3", SEV1 "severity 1", v1.2.3 "version 1 point 2 point 3". */
export function sayCodes(text: string, lexicon: Lexicon): string {
  const { phrases } = lexicon;
  const percentile = spell("p", lexicon);
  return text
    .replace(CLASS, (whole: string, digit: string, offset: number, source: string) => {
      const spoken = phrases.statusClass(digit);
      const apart =
        endsPhrase(source.slice(offset + whole.length, offset + whole.length + 20), lexicon) &&
        /\p{L}\s*$/u.test(source.slice(Math.max(0, offset - 40), offset));
      return apart ? `, ${spoken},` : spoken;
    })
    .replace(HTTP, (_, code: string) => `HTTP ${phrases.statusCode(code)}`)
    .replace(PERCENTILE, (_, whole: string, nines: string | undefined) =>
      nines === undefined
        ? `${percentile} ${whole}`
        : `${percentile} ${whole} ${phrases.point} ${Array.from(nines).join(" ")}`,
    )
    .replace(SEVERITY, (_, level: string) => `${phrases.severity} ${level}`)
    .replace(VERSION, (whole, long: string | undefined, short: string | undefined) => {
      const number = (long ?? short ?? whole).split(".").join(` ${phrases.point} `);
      return `${phrases.version} ${number}`;
    });
}

function endsPhrase(behind: string, { leadIns }: Lexicon): boolean {
  const next = /^\s*(\p{L}+)/u.exec(behind)?.[1]?.toLowerCase();
  return ENDS_PHRASE.test(behind) || (next !== undefined && !/^[a-z]/.test(next) && leadIns.has(next));
}

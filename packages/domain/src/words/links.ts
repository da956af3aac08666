import { placeOf } from "./context.ts";
import type { Lexicon } from "./lexicon.ts";

const URL = /\b(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s"'`|]{1,2000}/gi;
/** Says nothing to a listener: `grafana.example.com` is "grafana example". */
const TOP_LEVEL =
  /\.(?:com|net|org|io|app|dev|cloud|internal|local|lan|localhost|example|test|invalid|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$/;

/** Rule 4, first half: a URL becomes "link to" its host. Runs before the secrets, so that a token in a query goes with it. */
export function nameLinks(text: string, lexicon: Lexicon): string {
  return text.replace(URL, (url, offset: number) => {
    const host = hostOf(url);
    // A bare `www.shop.example`, or a link in the middle of a sentence ("GET https://…"), names a site there.
    if (/^www\./i.test(url) || placeOf(text, offset, lexicon) === "inside") {
      return `${host === "" ? lexicon.phrases.link : host}${tailOf(url)} `;
    }
    const phrase = host === "" ? lexicon.phrases.link : lexicon.phrases.linkTo(host);
    return `. ${phrase}. `;
  });
}

/** The punctuation of the sentence that the URL's end took along. */
function tailOf(url: string): string {
  return (/[.,;:!?)\]}]{1,20}$/.exec(url)?.[0] ?? "").replace(/\.{2,}/, ".");
}

function hostOf(url: string): string {
  const rest = url.toLowerCase().replace(/^[a-z][a-z0-9+.-]*:\/\//, "");
  const authority = /^[^/?#\\]*/.exec(rest)?.[0] ?? "";
  const host = authority
    .replace(/^.*@/, "")
    .replace(/:\d*$/, "")
    .replace(/^www\./, "")
    .replace(/[^a-z0-9]+$/, "");
  if (!/^[\p{L}\d.-]{1,80}$/u.test(host) || /^[\d.]+$/.test(host)) return "";
  const labels = host.replace(TOP_LEVEL, "").split(".");
  return labels.slice(0, 3).join(" ");
}

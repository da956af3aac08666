import { spell } from "./context.ts";
import type { Lexicon } from "./lexicon.ts";

const NAMED =
  /(?<![\p{L}\d])(пароль|токен|секрет|ключ|hasło|haslo|klucz|passwort|kennwort|schlüssel|contraseña|clave|mot de passe|senha|parola d'ordine|passw(?:or)?d|passwd|pwd|secret|token|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|authorization|credentials?|client[-_ ]?secret|session[-_ ]?id|cookie)(?![\p{L}\d])(["']?\s{0,3}(?:=|:|\bis\b)\s{0,3}["']?)((?:bearer|basic|token)\s+)?[^\s"',;]{3,400}/giu;
const BEARER = /\b(bearer|basic)\s+[A-Za-z0-9+/=._~-]{12,}/gi;
/** Published prefixes of well-known credentials, JSON web tokens and PEM blocks. */
const KNOWN =
  /\b(?:[sr]k_(?:live|test)_|gh[pousr]_|github_pat_|glpat-|xox[abposr]-|AKIA|ASIA|AIza|ya29\.|eyJ[A-Za-z0-9_-]{5,}\.|SG\.|npm_|dop_v1_|shpat_)[A-Za-z0-9_.-]{6,}|-----BEGIN [A-Z ]{3,40}-----[\s\S]{0,4000}?(?:-----END [A-Z ]{3,40}-----|$)/g;
/** A long run without spaces: base64, a random key or a hash, told apart by what is in it (one pass, no look-ahead). */
const LONG_RUN = /[A-Za-z0-9+_]{12,400}={0,2}/g;
const EMAIL = /[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g;
/** A look for "@" is cheap, trying every place is not. */
const NOTHING = /(?!)/;
const UUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;
const RESOURCE = /\b(?:i|vol|ami|eni|sg|subnet|vpc|snap)-[0-9a-f]{8,17}\b/gi;
const COMMIT =
  /\b(commit|sha|revision|rev|build)[ :#]{1,2}(?=[a-f]{0,10}\d)(?=\d{0,10}[a-f])[0-9a-f]{7,11}\b/gi;
const ULID = /\b(?:[a-z]{2,4}_)?[0-9A-HJKMNP-TV-Z]{26}\b/g;
/** A replica set's hash and a pod's suffix say nothing: `api-7d9f8b6c5d-x2x4z` is the pod of `api`. */
const POD = /(?<=[a-z0-9])-[a-f0-9]{8,10}-[a-z0-9]{5}\b/g;

/** Rules 3 and 4: credentials are never spoken, addresses of people neither, identifiers only by their end. */
export function hideSecrets(text: string, lexicon: Lexicon): string {
  const { phrases } = lexicon;
  const ending = (whole: string) => phrases.identifierEnding(spell(whole.slice(-3), lexicon));
  return text
    .replace(KNOWN, phrases.redacted)
    .replace(NAMED, (_, name: string) => `${name} ${phrases.redacted}`)
    .replace(BEARER, (_, scheme: string) => `${scheme} ${phrases.redacted}`)
    .replace(text.includes("@") ? EMAIL : NOTHING, phrases.email)
    .replace(POD, "")
    .replace(UUID, ending)
    .replace(ULID, ending)
    .replace(COMMIT, (whole, name: string) => `${name} ${phrases.ending(spell(whole.slice(-3), lexicon))}`)
    .replace(RESOURCE, ending)
    .replace(/\bsha\d{1,3}:(?=[0-9a-f]{12})/gi, "")
    .replace(LONG_RUN, (run) => {
      if (/^[0-9a-f]+$/i.test(run) && /\d/.test(run) && /[a-f]/i.test(run)) return ending(run);
      return isRandom(run) ? phrases.redacted : run;
    });
}

/** Upper case, lower case and several digits mixed in 24 characters or more. */
function isRandom(run: string): boolean {
  return run.length >= 24 && /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d\D*\d/.test(run);
}

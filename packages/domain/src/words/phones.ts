const DIGITS_OF_A_NUMBER = 7;
const SEPARATED = String.raw`\d[\d\s().\/-]{4,20}\d`;
/** Verbs and nouns of eight languages behind which digits are a telephone number. */
const CALL =
  "tel|telephone|phone|mobile|cell|fax|call|dial|ring|text|sms|whatsapp|viber|hotline|тел|телефон|моб|факс|дзвон\\p{L}*|подзвон\\p{L}*|зателефон\\p{L}*|телефонуйте|позвон\\p{L}*|telefon|zadzwo\\p{L}*|dzwo\\p{L}*|infolinia|mobil|handy|anruf\\p{L}*|ruf|rufen|llam\\p{L}*|teléfono|móvil|appel\\p{L}*|téléphon\\p{L}*|chiam\\p{L}*|telefon\\p{L}*|cellulare|ligue|ligar|celular|telemóvel";
const INTERNATIONAL = new RegExp(String.raw`(?<![\w+])\+\s?\(?${SEPARATED}`, "g");
const ANNOUNCED = new RegExp(
  String.raw`(?<![\p{L}\d])(${CALL})([:.\s]{0,3}(?:(?:us|me|at|on|number|no|now|за номером|на номер|номер|на|pod|na|numer|unter|an|die|le|au|al|el|il|número|numero|o|para|para o)[:.\s]{1,3}){0,3})\(?${SEPARATED}`,
  "giu",
);
const NORTH_AMERICAN = /(?<![\w.])(?:1[ .-])?\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?![\w.])/g;
const BRAZILIAN = /(?<![\w.])\(?\d{2}\)?[ -]?9?\d{4}-\d{4}(?![\w.-])/g;
const VANITY = /\b1-[89]\d\d-[A-Z0-9-]{6,12}\b/g;
const NATIONAL =
  /(?<![\w.:-])\(?0\d{2}\)?[ -]\d{3}[ -]\d{2}[ -]\d{2}(?![\w.:])|(?<![\w.:-])0\d(?:[ .]\d{2}){4}(?![\w.:])|(?<![\w.:-])0\d{1,4}[ /-]\d{3,4}(?:[ -]?\d{2,4}){1,2}(?![\w.:])|(?<![\w.:])0\d{8,11}(?![\w.])/g;

/** Rule 4, second half: telephone numbers are removed, so that no payload makes anybody dial one. */
export function removePhones(text: string): string {
  return text
    .replace(ANNOUNCED, (whole, verb: string, filler: string) =>
      isNumber(whole) ? `${verb}${filler}` : whole,
    )
    .replace(INTERNATIONAL, (whole) => (isNumber(whole) ? " " : whole))
    .replace(NORTH_AMERICAN, " ")
    .replace(BRAZILIAN, " ")
    .replace(VANITY, " ")
    .replace(NATIONAL, " ");
}

function isNumber(text: string): boolean {
  return text.replace(/\D/g, "").length >= DIGITS_OF_A_NUMBER;
}

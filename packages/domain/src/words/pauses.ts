const REPEATED_WORD = /(?<!\p{L})(\p{L}[\p{L}\p{M}]*)(?:[ ,]+\1(?!\p{L})){2,}/giu;
const REPEATED_SENTENCE = /(^|\. )([^.]{6,200}\. )(?:\2){1,}/g;

/**
 * Rule 11: brackets, dashes and line ends become pauses, repeats collapse, and only letters, digits and simple
 * punctuation are left, so nothing that a voice obeys can remain. Sentences begin with a capital and end with a full stop.
 */
export function setPauses(text: string): string {
  const plain = text
    .replace(/\n\s*/g, ". ")
    .replace(/[()[\]{}|;]|\s[-–—]+\s|[–—]|-{2,}/g, " , ")
    .replace(/['’ʼ`]/g, "'")
    .replace(/'(?!\p{L})|(?<!\p{L})'/gu, " ")
    .replace(/!/g, ".")
    .replace(/[^\p{L}\p{M}\d .,:'?]/gu, " ")
    .replace(/(?<=\S):(?=\S)/g, " ")
    .replace(/\d{7,}/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ ([.,:?])/g, "$1")
    .replace(/[.,:?]{2,}/g, strongest)
    .replace(/^[.,:?\s]+/, "")
    .replace(/([.,:?])(?=[^\s.,:?])/g, "$1 ")
    .trim()
    .replace(/[,:]$/, "");
  if (!/[\p{L}\p{N}]/u.test(plain)) return "";
  const ended = /[.?]$/.test(plain) ? plain : `${plain}.`;
  return capitalise(`${ended} `.replace(REPEATED_SENTENCE, "$1$2").replace(REPEATED_WORD, "$1").trim());
}

/** Of several marks in a row the one with the longest pause stays. */
function strongest(marks: string): string {
  return [".", "?", ":"].find((mark) => marks.includes(mark)) ?? ",";
}

function capitalise(text: string): string {
  return text.replace(
    /(^|[.?] )(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

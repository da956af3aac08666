/** Less than this share of the room at the last full stop: a comma or a space further on is the better place. */
const WORTH_A_SENTENCE = 0.4;

/** Rule 12: at most so many characters, cut at a sentence if one fits, else at a comma or a word, and said so. */
export function cut(text: string, maxCharacters: number, shortened: string): string {
  if (text.length <= maxCharacters) return text;
  const room = maxCharacters - shortened.length - 2;
  const head = text.slice(0, room + 1);
  const sentence = Math.max(head.lastIndexOf(". "), head.lastIndexOf("? "));
  if (sentence >= room * WORTH_A_SENTENCE) return `${head.slice(0, sentence + 1)} ${shortened}`;
  const comma = head.lastIndexOf(", ");
  const end = comma >= room * WORTH_A_SENTENCE ? comma : head.lastIndexOf(" ");
  const kept = head.slice(0, end > 0 ? end : room).replace(/[\s.,:?]+$/, "");
  return `${kept}. ${shortened}`;
}

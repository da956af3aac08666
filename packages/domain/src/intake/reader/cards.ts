import { isObject } from "./places.ts";
import { hasTrouble, textBegins, textSaysResolved } from "./text-state.ts";

/** Lists of a chat message whose items are messages of their own. */
const CARD_LISTS = ["attachments", "embeds"] as const;
const WORDS = ["title", "fallback", "pretext", "text", "description"] as const;
const MAX_WORDS = 500;

export interface Cards {
  list: readonly unknown[];
  key: string;
}

/** The cards of a chat message, when some are over, some are not and each says which; `null` when they are one message. */
export function mixedCards(payload: Record<string, unknown>): Cards | null {
  for (const key of CARD_LISTS) {
    const list: unknown = payload[key];
    if (!Array.isArray(list) || list.length < 2) continue;
    const says = list.map(cardState);
    if (says.includes("over") && says.includes("begins") && !says.includes(null)) return { list, key };
  }
  return null;
}

function cardState(card: unknown): "over" | "begins" | null {
  if (!isObject(card)) return null;
  const words = WORDS.map((name) => card[name]).filter((word) => typeof word === "string");
  const text = words.join("\n").slice(0, MAX_WORDS);
  if (textBegins(text)) return "begins";
  if (words.some((word) => textSaysResolved(word.replace(MARKUP, "")))) return "over";
  return hasTrouble(text) ? "begins" : null;
}
/** What may stand before `[RESOLVED]`. */
const MARKUP = /^[*_\s]+/;

import { isRecord } from "./read-json.ts";

/** Where chat messages carry words, in the order a person reads them: Slack's fields, then Discord's. */
const WORDS = ["text", "fallback", "pretext", "content", "description", "title"] as const;
const PARTS = ["blocks", "elements", "attachments", "fields", "embeds"] as const;
/** Block Kit nests three deep; deeper is no message. */
const MAX_DEPTH = 6;

/** The first words of a chat message, wherever its blocks, attachments or embeds hold them; `null` when it has none. */
export function chatText(message: unknown, depth = 0): string | null {
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(message)) return firstOf(message, depth);
  if (!isRecord(message)) return null;
  for (const name of WORDS) {
    const value = message[name];
    if (typeof value === "string" && value.trim() !== "") return value;
    // Block Kit's text is an object of its own: { type, text }.
    const inner = isRecord(value) ? chatText(value, depth + 1) : null;
    if (inner !== null) return inner;
  }
  return firstOf(
    PARTS.map((name) => message[name]),
    depth,
  );
}

function firstOf(parts: readonly unknown[], depth: number): string | null {
  for (const part of parts) {
    const text = chatText(part, depth + 1);
    if (text !== null) return text;
  }
  return null;
}

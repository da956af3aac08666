import { parseJsonContainer } from "../intake/transport/parse-json.ts";
import type { Mail } from "./mail.ts";

/**
 * The JSON body of a mail: the first attachment that is one, else the text itself, else the block of the text that
 * begins with a line `{` or `[` and ends with the last line `}` or `]`. `null` when there is none.
 */
export function findJson({
  json,
  text,
}: Pick<Mail, "json" | "text">): Record<string, unknown> | unknown[] | null {
  for (const candidate of [...json, text, blockOf(text)]) {
    const value = parseJsonContainer(candidate.replace(/^\uFEFF/, "").trim());
    if (typeof value !== "object" || value === null || Object.keys(value).length === 0) continue;
    if (!Array.isArray(value)) return Object.fromEntries(Object.entries(value));
    const items: unknown[] = value;
    // `[RESOLVED]` and `[1]` are words in brackets; a list of alerts holds objects.
    if (items.every((item) => typeof item === "object" && item !== null)) return items;
  }
  return null;
}

function blockOf(text: string): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => /^\s*[{[]/.test(line));
  const last = lines.findLastIndex((line) => /[}\]]\s*$/.test(line));
  return first < 0 || last < first ? "" : lines.slice(first, last + 1).join("\n");
}

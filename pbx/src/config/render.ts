import { ConfigError } from "./values.ts";

/** One `[section]` of an Asterisk configuration file. */
export interface Section {
  name: string;
  /** The section that this one starts from, or "!" to mark it as such a template. */
  from?: string;
  entries: readonly (readonly [key: string, value: string | number])[];
}

/**
 * Sections as the text of a configuration file. Every value goes through here: a line break would start a new setting
 * and `;` a comment, so the first is refused and the second escaped.
 */
export function renderSections(sections: readonly Section[]): string {
  return sections.map(renderSection).join("\n");
}

function renderSection({ name, from, entries }: Section): string {
  for (const word of from === undefined || from === "!" ? [name] : [name, from]) {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(word))
      throw new ConfigError("section name", word, "letters, digits, - and _");
  }
  const lines = entries.map(([key, value]) => `${renderKey(key)} = ${renderValue(key, String(value))}\n`);
  return `[${name}]${from === undefined ? "" : `(${from})`}\n${lines.join("")}`;
}

function renderKey(key: string): string {
  if (!/^[a-z0-9_.]{1,64}$/.test(key))
    throw new ConfigError("setting name", key, "lower-case letters, digits, . and _");
  return key;
}

/** Asterisk cuts lines at 8 KB and trims values; both would change a secret silently. */
function renderValue(key: string, value: string): string {
  if (!/^[\x20-\x7e]{0,1000}$/.test(value) || value !== value.trim() || value.endsWith("\\")) {
    throw new ConfigError(key, value, "one line of at most 1,000 printable ASCII characters");
  }
  return value.replaceAll(";", "\\;");
}

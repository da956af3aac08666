/** One `[section]` of a configuration file, with what it takes over from its templates. */
export interface ConfSection {
  name: string;
  /** A `(!)` section is only there for others to start from. */
  isTemplate: boolean;
  entries: readonly (readonly [key: string, value: string])[];
}

/**
 * The sections of an Asterisk configuration file, in order; several may have one name. `key => value` is read as
 * `key = value`, a `#include` or `#exec` as an entry with that key, so that nothing that takes effect is passed over.
 */
export function parseConf(text: string): ConfSection[] {
  const sections: { name: string; isTemplate: boolean; entries: [string, string][] }[] = [];
  for (const raw of text.split("\n")) {
    const line = withoutComment(raw).trim();
    const header = /^\[([^\]]+)\](?:\(([^)]*)\))?/.exec(line);
    if (header) {
      const [, name = "", marks = ""] = header;
      const parents = marks.split(",").map((mark) => mark.trim());
      const inherited = sections.filter((one) => one.isTemplate && parents.includes(one.name));
      sections.push({
        name,
        isTemplate: parents.includes("!"),
        entries: inherited.flatMap(({ entries }) => entries),
      });
      continue;
    }
    const [, key, value = ""] = /^(#?[^=\s]+)\s*(?:=>?)?\s*(.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    if (sections.length === 0) sections.push({ name: "", isTemplate: false, entries: [] });
    sections.at(-1)?.entries.push([key, value]);
  }
  return sections;
}

/** The last value of a setting in the sections of this name, as Asterisk takes it. */
export function valueOf(sections: readonly ConfSection[], name: string, key: string): string | undefined {
  return valuesOf(sections, name, key).at(-1);
}

export function valuesOf(sections: readonly ConfSection[], name: string, key: string): string[] {
  return sections.filter((section) => section.name === name).flatMap((section) => entriesOf(section, key));
}

export function entriesOf({ entries }: ConfSection, key: string): string[] {
  return entries.filter(([name]) => name === key).map(([, value]) => value);
}

/** PJSIP's objects of one type: `type` decides, not the section's name. */
export function objectsOf(sections: readonly ConfSection[], type: string): ConfSection[] {
  return sections.filter((one) => !one.isTemplate && entriesOf(one, "type").at(-1) === type);
}

/** Everything behind a `;` that is not escaped; an escaped one is itself. */
function withoutComment(line: string): string {
  const end = /(?<!\\);/.exec(line)?.index ?? line.length;
  return line.slice(0, end).replaceAll("\\;", ";");
}

const NESTED_ROUNDS = 5;

/** Rule 2: HTML, Slack and Markdown markup, unrendered macros and all tags. Pico would obey `<play file=…>`. */
export function stripMarkup(text: string): string {
  return stripMarkdown(stripTags(stripMacros(text)));
}

/** Templates that nobody filled in: `{{ $labels.x }}`, `${HOST}`, `{HOST.NAME}`, `{#FS}`, `$HOSTNAME$`, `%(name)s`, `[[…]]`. */
function stripMacros(text: string): string {
  return repeat(text, (current) =>
    current
      .replace(/\{\{[^{}]{0,300}\}\}|\{%[^%]{0,300}%\}|<%[^%]{0,300}%>|[$#]\{[^{}]{0,200}\}/g, " ")
      .replace(/\[\[[^\][]{0,300}\]\]/g, " ")
      .replace(/\{[$#]?[A-Z][A-Z0-9_.]{2,60}\d?\}|\{color(?::[^{}]{0,30})?\}|%\([a-z_]{1,40}\)[sd]/g, " ")
      .replace(/\$[A-Z][A-Z0-9_]{2,40}\$/g, " ")
      .replace(/\{\{|\}\}|\[\[|\]\]/g, " "),
  );
}

function stripTags(text: string): string {
  return repeat(text, (current) =>
    current
      .replace(/<!--(?:(?!-->)[\s\S])*(?:-->)?/g, " ")
      .replace(/<(script|style)\b[^<>]*>(?:(?!<\/\1)[\s\S])*(?:<\/\1\s*>)?/gi, " ")
      .replace(/<(https?:[^|<>\s]{1,2000})\|[^<>]{0,300}>/g, " $1 ")
      .replace(/<((?:https?|mailto):[^<>\s]{1,2000})>/g, " $1 ")
      .replace(
        /<[@#!][^<>|]{0,80}(?:\|([^<>]{0,80}))?>/g,
        (_, label: string | undefined) => ` ${label ?? ""} `,
      )
      .replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h\d)>/gi, "\n")
      .replace(/<[a-zA-Z/!?][^<>]{0,2000}(?:>|$)/g, " "),
  );
}

function stripMarkdown(text: string): string {
  return text
    .replace(/!?\[([^\][]{0,200})\]\(\s*<?https?:[^()\s]{0,2000}>?[^()]{0,100}\)/g, " $1 ")
    .replace(/!?\[([^\][]{0,200})\]\([^()\s]{0,300}\)/g, " $1 ")
    .replace(/^[ \t]*(?:#{1,6}|>+|[-*+]|\d{1,2}[.)])[ \t]+/gm, "")
    .replace(/^[ \t]*[-*_=|:\s]{3,}$/gm, "\n")
    .replace(/`+|~~|\*{2,}|__+/g, " ")
    .replace(/(^|[\s(])[*_]([^\s*_][^*_\n]{0,200}?)[*_](?=[\s).,:;!?]|$)/g, "$1$2")
    .replace(/(^|\s):[a-z][a-z0-9_+-]{1,40}:(?=\s|$)/g, "$1 ");
}

/** Until nothing changes: `<scr<b>ipt>` must not leave a tag behind. Bounded. */
function repeat(text: string, step: (current: string) => string): string {
  let current = text;
  for (let round = 0; round < NESTED_ROUNDS; round += 1) {
    const next = step(current);
    if (next === current) break;
    current = next;
  }
  return current;
}

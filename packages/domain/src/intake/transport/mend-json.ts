const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const NUMBERLESS = /(?:-?Infinity|NaN|None|undefined)\b/y;

/**
 * What templates get wrong about JSON, put right: line breaks inside texts, a comma before a closing bracket, `NaN`, one
 * document a line. `null` when nothing of that was found. In time linear to the text.
 */
export function mendJson(text: string): string | null {
  const parts: string[] = [];
  let from = 0;
  let isText = false;
  let depth = 0;
  let comma = -1;
  let documents = 0;
  const put = (until: number, by: string, next: number): void => {
    parts.push(text.slice(from, until), by);
    from = next;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isText) {
      if (char === "\\") at += 1;
      else if (char === '"') isText = false;
      else if (char < " ") put(at, ESCAPES[char] ?? " ", at + 1);
      continue;
    }
    if (char <= " ") continue;
    if ((char === "}" || char === "]") && comma !== -1) put(comma, "", comma + 1);
    comma = char === "," ? at : -1;
    if (char === '"') isText = true;
    else if (char === "{" || char === "[") {
      if (depth === 0 && documents > 0) put(at, ",", at);
      depth += 1;
    } else if (char === "}" || char === "]") {
      depth -= 1;
      if (depth === 0) documents += 1;
    } else if (char === "N" || char === "I" || char === "-" || char === "u") {
      NUMBERLESS.lastIndex = at;
      const word = NUMBERLESS.exec(text)?.[0];
      if (word !== undefined) put(at, "null", at + word.length);
      at += (word?.length ?? 1) - 1;
    }
  }
  if (parts.length === 0) return null;
  const mended = parts.join("") + text.slice(from);
  return documents > 1 ? `[${mended}]` : mended;
}

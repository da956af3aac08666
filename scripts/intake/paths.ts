/** The value at `alerts[0].labels.severity`; a key may itself contain dots or spaces. `undefined` when there is none. */
export function valueAt(root: unknown, path: string): unknown {
  if (path === "") return root;
  if (typeof root === "string") return valueAt(opened(root), path);
  if (typeof root !== "object" || root === null) return undefined;
  const index = /^\[(\d+)\]\.?(.*)$/s.exec(path);
  if (index !== null)
    return valueAt(Array.isArray(root) ? root[Number(index[1])] : undefined, index[2] ?? "");
  const names = Object.keys(root)
    .filter((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`))
    .sort((a, b) => b.length - a.length);
  for (const name of names) {
    const rest = path.slice(name.length).replace(/^\./, "");
    const found = valueAt(Object.entries(root).find(([key]) => key === name)?.[1], rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Values of all paths that a description in free words names: `alert_id + alert_scope (of the monitor)`. */
export function namedValues(root: unknown, words: string): Map<string, string> {
  const found = new Map<string, string>();
  const paths = words
    .replace(/\(JSON\)/g, "")
    .replace(/alerts\[\]/g, "alerts[0]")
    .split(/[^\w.[\]-]+/);
  for (const path of paths) {
    const value = /[a-z]/i.test(path) ? valueAt(root, path) : undefined;
    if (typeof value === "string" || typeof value === "number") found.set(path, String(value));
  }
  return found;
}

/** Some tools put a JSON document in a string. */
function opened(text: string): unknown {
  try {
    return text.startsWith("{") ? JSON.parse(text) : undefined;
  } catch {
    return undefined; // A text that begins with a brace.
  }
}

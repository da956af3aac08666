/** Whatever JSON holds; read by path, so that a field of a strange shape is merely absent. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function field(json: Json, path: string[]): Json {
  let value = json;
  for (const key of path) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
    value = value[key] ?? null;
  }
  return value;
}

export function text(json: Json, ...path: string[]): string | null {
  const value = field(json, path);
  return typeof value === "string" ? value : null;
}

export function num(json: Json, ...path: string[]): number | null {
  const value = field(json, path);
  return typeof value === "number" ? value : null;
}

export function list(json: Json): Json[] {
  return Array.isArray(json) ? json : [];
}

/** The message's `timestamp` in milliseconds; our own clock when it has none. Asterisk writes `+0000` without a colon. */
export function at(json: Json): number {
  const stamp = text(json, "timestamp");
  const parsed = stamp === null ? Number.NaN : Date.parse(stamp.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  return Number.isNaN(parsed) ? Date.now() : parsed;
}

/**
 * Creates an object's tables when its stored rows were written under another schema than this build's. A cold start then
 * compares one stored text instead of parsing a dozen statements.
 */
export function ensureTables(
  storage: Pick<DurableObjectStorage, "kv" | "sql">,
  schema: string,
  create: (sql: SqlStorage) => void,
): void {
  if (storage.kv.get<string>("schema") === schema) return;
  create(storage.sql);
  storage.kv.put("schema", schema);
}

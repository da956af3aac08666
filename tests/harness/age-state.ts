import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** Times within so long of now are moments of the installation's life; other numbers are something else. */
const LIFE_MS = 400 * 24 * 3600 * 1000;
const NS_IN_MS = 1_000_000n;

/**
 * Makes a stopped installation older, as if so much time had passed since: every moment that its objects stored, the
 * alarms of the runtime included. Configuration and D1 stay as they are.
 */
export function ageState(stateDir: string, ms: number): void {
  const objects = join(stateDir, "data/do");
  for (const kind of readdirSync(objects))
    for (const file of readdirSync(join(objects, kind)).filter((name) => name.endsWith(".sqlite")))
      ageDatabase(join(objects, kind, file), ms);
}

function ageDatabase(path: string, ms: number): void {
  const db = new DatabaseSync(path, { readBigInts: true });
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  for (const { name } of tables) ageTable(db, String(name), ms);
  db.close();
}

function ageTable(db: DatabaseSync, table: string, ms: number): void {
  const columns = db.prepare(`PRAGMA table_info(${table})`).all();
  const keys = columns.filter(({ pk }) => pk !== 0n).map(({ name }) => String(name));
  const others = columns.filter(({ pk }) => pk === 0n).map(({ name }) => String(name));
  if (keys.length === 0 || others.length === 0) return;
  const write = db.prepare(
    `UPDATE ${table} SET ${others.map((name) => `${name} = ?`).join()} WHERE ${keys.map((name) => `${name} = ?`).join(" AND ")}`,
  );
  for (const row of db.prepare(`SELECT * FROM ${table}`).all())
    write.run(
      ...others.map((name) => older(row[name] ?? null, ms)),
      ...keys.map((name) => row[name] ?? null),
    );
}

function older(value: SQLInputValue, ms: number): SQLInputValue {
  if (typeof value === "string") return olderText(value, ms);
  if (typeof value !== "bigint") return value;
  if (isMoment(Number(value))) return value - BigInt(ms);
  return isMoment(Number(value / NS_IN_MS)) ? value - BigInt(ms) * NS_IN_MS : value;
}

/** Milliseconds and ISO 8601 inside of JSON. */
function olderText(text: string, ms: number): string {
  return text
    .replaceAll(/(?<![\w.-])\d{13}(?![\w.])/g, (digits) =>
      isMoment(Number(digits)) ? String(Number(digits) - ms) : digits,
    )
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (iso) =>
      isMoment(Date.parse(iso)) ? new Date(Date.parse(iso) - ms).toISOString() : iso,
    );
}

function isMoment(at: number): boolean {
  return Math.abs(at - Date.now()) < LIFE_MS;
}

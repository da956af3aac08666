import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { unstable_splitSqlQuery } from "wrangler";

/** One migration file, cut into the statements that D1 takes in a batch. */
export interface Migration {
  /** The file's name: what wrangler writes into `d1_migrations`. */
  name: string;
  statements: string[];
}

/** Reads `*.sql` in the order of their names. Done at build: importing wrangler costs a second at every start. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .toSorted()
    .map((name) => ({ name, statements: unstable_splitSqlQuery(readFileSync(join(folder, name), "utf8")) }));
}

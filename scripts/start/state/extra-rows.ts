import { join } from "node:path";

import type { Statement } from "@callping/api/db/statement";

import type { Seed } from "../runtime/protocol.ts";
import { readJsonFile } from "./files.ts";

/** `seed.json` in the state folder: statements that join the demo's on the first start. Tests and benchmarks write it. */
export function withExtraRows(stateDir: string, seed: Seed): Seed {
  const extra = readJsonFile(join(stateDir, "seed.json"));
  if (extra === null) return seed;
  if (!Array.isArray(extra) || !extra.every(isStatement)) {
    throw new Error(
      `${join(stateDir, "seed.json")} must be a list of { sql, params }. Nothing was started; correct it or remove it.`,
    );
  }
  return { ...seed, demo: [...seed.demo, ...extra] };
}

function isStatement(value: unknown): value is Statement {
  return (
    typeof value === "object" &&
    value !== null &&
    "sql" in value &&
    "params" in value &&
    typeof value.sql === "string" &&
    Array.isArray(value.params)
  );
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Everything that can change a bundle: sources of the Workers and of what they import, versions, and the build itself. */
const SOURCES = [
  "apps/api",
  "apps/keys",
  "apps/speech",
  "apps/speech-espeak",
  "packages",
  "pbx/prompts",
  "scripts/build",
  "package-lock.json",
  "tsconfig.json",
];
/** `data` is made by the build itself, from voices whose checksums stand in the sources. */
const LEFT_OUT = new Set(["node_modules", "dist", ".wrangler", "coverage", "data"]);

/** 16 hex digits over paths and bytes of all sources; tests are left out. `extra` is whatever else the bundles depend on. */
export function hashSources(repositoryRoot: string, extra = ""): string {
  const hash = createHash("sha256").update(`${extra}\0`);
  for (const source of SOURCES) {
    for (const path of filesUnder(join(repositoryRoot, source))) {
      const bytes = readFileSync(path);
      hash.update(`${relative(repositoryRoot, path)}\0${bytes.byteLength}\0`).update(bytes);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

function filesUnder(path: string): string[] {
  if (/\.(?:json|jsonc)$/.test(path)) return [path];
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !relative(path, file)
          .split("/")
          .some((part) => LEFT_OUT.has(part)),
    )
    .toSorted();
}

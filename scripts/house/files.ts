import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Made by tools, never written by hand; git ignores the same. */
const MADE = /^(node_modules|dist|coverage|\.git|\.wrangler|\.callping.*)$|\.log$/;

/** Every file written by hand, as paths from `folder` with `/`, sorted. Works without git. */
export function ownFiles(folder: string): string[] {
  const below = (path: string): string[] =>
    readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
      if (MADE.test(entry.name)) return [];
      const child = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) return below(child);
      return entry.isFile() ? [child] : [];
    });
  return below("").toSorted();
}

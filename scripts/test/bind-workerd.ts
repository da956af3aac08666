import { createRequire } from "node:module";
import { join } from "node:path";

/** Makes every Miniflare of the tests start workerd through `workerd.sh`. Miniflare reads this when it is loaded. */
export function bindWorkerd(): void {
  const fromMiniflare = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  const { default: program }: { default: string } = fromMiniflare("workerd");
  process.env.TESTED_WORKERD = program;
  process.env.MINIFLARE_WORKERD_PATH = join(import.meta.dirname, "workerd.sh");
}

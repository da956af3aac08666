// `npm run chaos -- 60 [--seed n]`: kills a running installation 60 times and looks for pages lost or rung twice.
import { parseArgs } from "node:util";
import { runChaos } from "../../tests/chaos/run.ts";
import { reportLines } from "../../tests/chaos/table.ts";

const DEFAULT_KILLS = 12;
const USAGE = "npm run chaos -- <kills, 1 to 1000> [--seed <number>]";

function readOptions(args: readonly string[]): { kills: number; seed: number } | null {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { seed: { type: "string" } },
  });
  const kills = Number(positionals[0] ?? DEFAULT_KILLS);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const isFine =
    positionals.length <= 1 &&
    Number.isInteger(kills) &&
    kills >= 1 &&
    kills <= 1000 &&
    Number.isInteger(seed) &&
    seed >= 0;
  return isFine ? { kills, seed } : null;
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  const startedAt = performance.now();
  console.log(`chaos: ${options.kills} kills, seed ${options.seed}`);
  const report = await runChaos({ ...options, say: (line) => console.log(`· ${line}`) });
  for (const line of reportLines(report)) console.log(line);
  console.log(
    `${report.findings.length === 0 ? "nothing was lost, nobody was rung twice" : `${report.findings.length} promises were not kept`}, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
  );
  return report.findings.length === 0 ? 0 : 1;
}

process.exitCode = await main();

// `npm test`: the house checks, then every vitest project; those that mostly wait for phones beside those that compute.
// `npm test -- <anything>` hands it to vitest alone: a file name, `--project unit`, `-t "two webhooks"`.
import { houseChecks } from "../house/checks.ts";
import { runStages, type Stage, type StageResult, stopOnSignals, summarize } from "../house/stages.ts";
import { install } from "../start/install.ts";
import type { ProjectName } from "./projects.ts";
import { vitestStage } from "./vitest-stage.ts";

/** One talks as it goes, the others once they have ended. */
const ROWS: readonly ProjectName[][] = [["unit", "worker"], ["integration", "outage"], ["acceptance"]];
const ONE_AFTER_THE_OTHER = { keepGoing: false };

/** Phones ring, and people hear words, in real time: what only computes, the first row, gives way to them. */
const project = (name: ProjectName, row: number): Stage =>
  vitestStage(`tests: ${name}`, ["--project", name], {
    words: row === 0 ? "now" : "later",
    patient: row === 0,
  });

/** Real Asterisk, the voice and the bundles: what the tests ring with is what `npm start` runs. */
async function installParts(): Promise<boolean> {
  try {
    await install({
      asteriskRoot: process.env["ASTERISK_ROOT"] ?? null,
      say: (line) => console.log(`· ${line}`),
    });
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** Stops before the tests when anything before them fails; then each row of stages runs beside the others. */
async function runAll(before: readonly Stage[], rows: readonly Stage[][]): Promise<StageResult[]> {
  const done = await runStages(before, ONE_AFTER_THE_OTHER);
  if (done.length < before.length || done.some(({ passed }) => !passed)) return done;
  const results = await Promise.all(rows.map((row) => runStages(row, ONE_AFTER_THE_OTHER)));
  return [...done, ...results.flat()];
}

stopOnSignals();
const filter = process.argv.slice(2);
const before = filter.length > 0 ? [] : [...houseChecks(), { name: "install", run: installParts }];
const rows =
  filter.length > 0
    ? [[vitestStage(`tests: ${filter.join(" ")}`, filter)]]
    : ROWS.map((names, row) => names.map((name) => project(name, row)));
process.exitCode = summarize([...before, ...rows.flat()], await runAll(before, rows));

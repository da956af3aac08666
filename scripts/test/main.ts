// `npm test`: the house checks, then every vitest project; stops at the first stage that fails.
// `npm test -- <anything>` hands it to vitest alone: a file name, `--project unit`, `-t "two webhooks"`.
import { houseChecks } from "../house/checks.ts";
import { runStages, type Stage, summarize } from "../house/stages.ts";
import { install } from "../start/install.ts";
import { PROJECT_NAMES } from "./projects.ts";
import { vitestStage } from "./vitest-stage.ts";

function everything(): Stage[] {
  const projects = PROJECT_NAMES.map((name) => vitestStage(`tests: ${name}`, ["--project", name]));
  return [...houseChecks(), { name: "install", run: installParts }, ...projects];
}

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

const filter = process.argv.slice(2);
const stages = filter.length > 0 ? [vitestStage(`tests: ${filter.join(" ")}`, filter)] : everything();
process.exitCode = summarize(stages, await runStages(stages, { keepGoing: false }));

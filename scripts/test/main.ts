// `npm test`: the house checks, then every vitest project; stops at the first stage that fails.
// `npm test -- <anything>` hands it to vitest alone: a file name, `--project unit`, `-t "two webhooks"`.
import { houseChecks } from "../house/checks.ts";
import { commandStage, runStages, type Stage, summarize } from "../house/stages.ts";
import { PROJECT_NAMES } from "./projects.ts";

const VITEST = ["run", "--passWithNoTests"];

function everything(): Stage[] {
  const projects = PROJECT_NAMES.map((name) =>
    commandStage(`tests: ${name}`, "vitest", [...VITEST, "--project", name]),
  );
  return [...houseChecks(), ...projects];
}

const filter = process.argv.slice(2);
const stages =
  filter.length > 0
    ? [commandStage(`tests: ${filter.join(" ")}`, "vitest", [...VITEST, ...filter])]
    : everything();
process.exitCode = summarize(stages, await runStages(stages, { keepGoing: false }));

import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.ts";
import { checkSizes } from "./sizes.ts";
import { commandStage, type Stage } from "./stages.ts";
import { checkWords } from "./words.ts";

/** Workers' code sees the Workers' types and Node's; what runs on Node alone sees Node's only. */
const TYPE_PROJECTS = ["tsconfig.json", "pbx/tsconfig.json", "scripts/tsconfig.json"];

function typeStages(): Stage[] {
  return TYPE_PROJECTS.filter((project) => existsSync(join(root, project))).map((project) =>
    commandStage(`types (${project})`, "tsc", ["-p", project, "--noEmit"]),
  );
}

/** What must hold of every file, quickest first. */
export function houseChecks(): Stage[] {
  return [
    { name: "sizes", run: () => Promise.resolve(checkSizes(root)) },
    { name: "words", run: () => Promise.resolve(checkWords(root)) },
    commandStage("format", "oxfmt", ["--check"]),
    commandStage("lint", "oxlint", ["--deny-warnings"]),
    ...typeStages(),
    commandStage("unused", "knip", ["--no-progress"]),
  ];
}

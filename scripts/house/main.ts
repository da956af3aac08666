// `npm run lint`: every house check, or those named (`npm run lint -- sizes words`); `npm run format` writes.
import { houseChecks } from "./checks.ts";
import { commandStage, runStages, stopOnSignals, summarize } from "./stages.ts";

const names = process.argv.slice(2);
const checks = [...houseChecks(), commandStage("fix-format", "oxfmt", [])];
const wanted = checks.filter(({ name }) =>
  names.length > 0 ? names.some((word) => name.startsWith(word)) : name !== "fix-format",
);
if (wanted.length === 0) {
  console.error(
    `There is no check "${names.join(" ")}". The checks are: ${checks.map(({ name }) => name).join(", ")}.`,
  );
  process.exitCode = 1;
} else {
  stopOnSignals();
  process.exitCode = summarize(wanted, await runStages(wanted, { keepGoing: true }));
}

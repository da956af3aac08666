import { explainError } from "./explain-error.ts";
import { HELP, parseOptions } from "./options.ts";
import { run } from "./run.ts";
import { handsetTable } from "./view/welcome.ts";

// A terminal that closes must not end the installation by a failed write.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

const parsed = parseOptions(process.argv.slice(2), process.env, process.cwd());
switch (parsed.do) {
  case "help":
    console.log(HELP);
    break;
  case "handsets":
    console.log(handsetTable().join("\n"));
    break;
  case "refuse":
    console.error(parsed.message);
    process.exitCode = 2;
    break;
  case "start":
    run(parsed.options).then(
      (code) => process.exit(code),
      (error: unknown) => {
        console.error(`\n${explainError(error)}`);
        process.exit(1);
      },
    );
    break;
  default:
    parsed satisfies never;
}

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { root } from "../house/root.ts";
import { commandStage, type CommandOptions, type Stage } from "../house/stages.ts";

/** Of vitest's JSON report: what is needed to name the tests that failed. */
interface Report {
  testResults: {
    name: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[];
  }[];
}

const LONGEST = 200;

/** A run of vitest whose failed tests are named again at the very end, where a log that was cut still has them. */
export function vitestStage(
  name: string,
  args: readonly string[],
  options: Pick<CommandOptions, "words" | "patient"> = {},
): Stage {
  const folder = mkdtempSync(join(tmpdir(), "callping-tests-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const stage = commandStage(name, "vitest", ["run", "--passWithNoTests", ...reporters, ...args], options);
  return { ...stage, failures: () => failuresOf(readReport(report)) };
}

/** One line a failed test: file, name, the first line of its error. */
export function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, message = "", assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    const file = relative(root, name);
    if (failed.length === 0) return message === "" ? [] : [oneLine(`${file}: ${message}`)];
    return failed.map(({ fullName, failureMessages }) =>
      oneLine(`${file} > ${fullName}: ${failureMessages?.[0] ?? "no message"}`),
    );
  });
}

function oneLine(text: string): string {
  return (text.split("\n")[0] ?? "").slice(0, LONGEST);
}

/** Without a report vitest itself did not come to its end, and has said why. */
function readReport(path: string): Report {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Report;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { testResults: [] };
    throw error;
  }
}

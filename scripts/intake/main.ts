import { readWebhook } from "@callping/domain/intake/read-webhook";
import { ADAPTERS } from "@callping/domain/intake/adapters/index";
import { loadCases } from "./cases.ts";
import { judge } from "./judge.ts";
import { readOptions } from "./options.ts";
import { judgePairs } from "./pairs.ts";
import { printJson, printText } from "./print.ts";
import { measureSpeed } from "./speed.ts";

const options = readOptions(process.argv.slice(2));
if ("problem" in options) {
  console.error(options.problem);
  process.exitCode = 1;
} else if (options.speed) {
  measureSpeed();
} else {
  const adapters = options.generalOnly ? [] : ADAPTERS.filter(({ tool }) => !options.without.includes(tool));
  const all = loadCases(options.folder).map((one) => ({
    one,
    reading: readWebhook(one.request, { adapters }),
  }));
  const ofTool = (one: (typeof all)[number]["one"]): boolean => {
    const reading = readWebhook(one.request);
    return reading.kind === "events" && reading.events.some(({ tool }) => options.without.includes(tool));
  };
  const reads = options.without.length === 0 ? all : all.filter(({ one }) => ofTool(one));
  const verdicts = reads.map(({ one, reading }) => ({ name: one.name, verdicts: judge(one, reading) }));
  (options.json ? printJson : printText)({ cases: verdicts, pairs: judgePairs(reads) });
}

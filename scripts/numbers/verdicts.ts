import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkNumber } from "@callping/domain/numbers/check-number";
import { NO_OPERATOR_LISTS } from "@callping/domain/numbers/policy";
import { drawSamples } from "./samples.ts";

/** A few numbers of every region and type with the verdict each one had when somebody last looked at the differences. */
export const verdictsFile = join(import.meta.dirname, "../../packages/domain/data/verdicts.txt");

const HEAD = `# Verdicts of the number safety net over a sample of every region and type, without operators' lists.
# Written by \`npm run numbers:tables\`: a difference after an upgrade of libphonenumber-js is what the upgrade changes.
`;
const NUMBERS_OF_EACH = 3;
/** Any figure will do: the numbers that are in the file stay. */
const SEED = 20_261_122;

/** What the safety net says of a number, in a word: `UA/MOBILE/A`, or why it is refused. */
export function verdictOf(number: string): string {
  const checked = checkNumber(number, { ...NO_OPERATOR_LISTS, fictionAllowed: false });
  return checked.ok ? `${checked.region}/${checked.type}/${checked.tier}` : checked.error.reason;
}

interface Line {
  /** Region and type that the number was drawn for. */
  drawnFor: string;
  number: string;
  verdict: string;
}

function readVerdicts(): Line[] {
  const lines = readFileSync(verdictsFile, "utf8").split("\n");
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [region = "", type = "", number = "", verdict = ""] = line.split(" ");
      return { drawnFor: `${region} ${type}`, number, verdict };
    });
}

/** The numbers whose verdict is another one than when the file was written: `+380… (UA MOBILE): was …, is …`. */
export function changedVerdicts(): string[] {
  return readVerdicts().flatMap(({ drawnFor, number, verdict }) => {
    const now = verdictOf(number);
    return now === verdict ? [] : [`${number} (${drawnFor}): was ${verdict}, is ${now}`];
  });
}

/** The file as it should be: the numbers it has, with today's verdicts, and numbers of regions and types it has none of. */
export function buildVerdicts(isNew: boolean): string {
  const kept = isNew ? [] : readVerdicts();
  const known = new Set(kept.map(({ drawnFor }) => drawnFor));
  const drawn = drawSamples(NUMBERS_OF_EACH, SEED).flatMap(({ region, type, numbers }) => {
    const drawnFor = `${region} ${type}`;
    return known.has(drawnFor) ? [] : numbers.map((number) => ({ drawnFor, number }));
  });
  const lines = [...kept, ...drawn].map(
    ({ drawnFor, number }) => `${drawnFor} ${number} ${verdictOf(number)}`,
  );
  return `${HEAD}${lines.sort().join("\n")}\n`;
}

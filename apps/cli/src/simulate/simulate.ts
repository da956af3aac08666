import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { EXIT, type Exit } from "../exit.ts";
import { ask } from "./ask.ts";
import { differences } from "./judge.ts";
import { type Options, readOptions } from "./options.ts";
import { type Simulated, tableOf, timelineOf } from "./print.ts";

/** The world around the command. */
export interface Ports {
  env: Readonly<Record<string, string | undefined>>;
  fetch: typeof fetch;
  print: (text: string) => void;
  complain: (text: string) => void;
}

/**
 * `callping simulate`: says what each payload would do, and whether that is what was expected.
 * @returns the exit code; every payload is asked about, and the worst decides
 */
export async function simulate(
  args: readonly string[],
  { env, fetch, print, complain }: Ports,
): Promise<Exit> {
  const parsed = readOptions(args, env);
  if (!parsed.ok) {
    complain(`${parsed.problem}\ncallping simulate --help says more.`);
    return EXIT.usage;
  }
  const { options } = parsed;
  const simulated: Simulated[] = [];
  for (const file of options.payloads) {
    const payload = await readPayload(file);
    if (!payload.ok) {
      complain(payload.problem);
      return EXIT.usage;
    }
    const answer = await ask(options, payload.value, fetch);
    if (!answer.ok) {
      complain(`${file}: ${answer.problem}`);
      return EXIT.noAnswer;
    }
    const { dryRun } = answer;
    simulated.push({ file, dryRun, differences: differences(dryRun, options.expect) });
  }
  print(options.json ? toJson(simulated) : inWords(simulated, options));
  return simulated.every((one) => one.differences.length === 0) ? EXIT.asExpected : EXIT.differs;
}

function inWords(simulated: readonly Simulated[], { payloads }: Options): string {
  const told = simulated.map(timelineOf);
  return [...told, ...(payloads.length > 1 ? [tableOf(simulated)] : [])].join("\n\n");
}

function toJson(simulated: readonly Simulated[]): string {
  const plain = simulated.map(({ file, differences: found, dryRun }) => ({
    payload: file,
    as_expected: found.length === 0,
    differences: found,
    dry_run: dryRun,
  }));
  return JSON.stringify(plain, null, 2);
}

type ReadPayload = { ok: true; value: unknown } | { ok: false; problem: string };

/** JSON as JSON; what does not parse is sent as the text it is, as a tool would. */
async function readPayload(file: string): Promise<ReadPayload> {
  let body: string;
  try {
    body = file === "-" ? await text(process.stdin) : await readFile(file, "utf8");
  } catch (error) {
    return {
      ok: false,
      problem: `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  try {
    return { ok: true, value: JSON.parse(body) as unknown };
  } catch {
    return { ok: true, value: body };
  }
}

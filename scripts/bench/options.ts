import { parseArgs } from "node:util";

/** How long and how much. */
export interface BenchPlan {
  quick: boolean;
  organizations: number;
  lanesEach: number;
  idleSamples: number;
  /** Alerts a second, and for how many seconds. */
  loads: readonly { rate: number; seconds: number }[];
  /** Rates of the search for the ceiling, rising; it ends at the first that fails. */
  ceilingRates: readonly number[];
  ceilingSeconds: number;
  speechSamples: number;
  acceptSeconds: number;
  /** Webhooks after which memory is read again. */
  memoryAfterWebhooks: number;
  /** Measurements to make, by name; all of them when empty. */
  only: ReadonlySet<string>;
}

export const HELP = `npm run bench -- [options]
  --quick         everything in about six minutes, with fewer samples and shorter loads; the document says so
  --only <a,b>    only these: idle, bare, load, busy, speech, ceiling, accept, storm, memory, hops;
                  nothing is written. "sipp" (20 alerts a second, SIPp as the carrier) is made only when it is named
  --help`;

const FULL: BenchPlan = {
  quick: false,
  organizations: 200,
  lanesEach: 30,
  idleSamples: 100,
  loads: [
    { rate: 5, seconds: 30 },
    { rate: 20, seconds: 60 },
    { rate: 50, seconds: 30 },
  ],
  ceilingRates: [40, 50, 60, 80],
  ceilingSeconds: 60,
  speechSamples: 20,
  acceptSeconds: 10,
  memoryAfterWebhooks: 10_000,
  only: new Set(),
};

const QUICK: BenchPlan = {
  ...FULL,
  quick: true,
  organizations: 40,
  lanesEach: 60,
  idleSamples: 40,
  loads: [
    { rate: 5, seconds: 10 },
    { rate: 20, seconds: 20 },
  ],
  ceilingRates: [40, 60],
  ceilingSeconds: 20,
  speechSamples: 8,
  acceptSeconds: 5,
  memoryAfterWebhooks: 3000,
};

/** The plan the command line asks for, or what to print instead. */
export function parsePlan(args: readonly string[]): BenchPlan | { message: string; exitCode: number } {
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      options: {
        quick: { type: "boolean" },
        only: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) return { message: HELP, exitCode: 0 };
    const only = new Set(values.only?.split(",").filter(Boolean) ?? []);
    return { ...(values.quick ? QUICK : FULL), only };
  } catch (error) {
    return { message: `${error instanceof Error ? error.message : String(error)}\n\n${HELP}`, exitCode: 2 };
  }
}

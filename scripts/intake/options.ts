import { ADAPTERS } from "@callping/domain/intake/adapters/index";

export interface Options {
  /** A folder of folders of cases. */
  folder: string;
  generalOnly: boolean;
  /** Adapters to switch off; only the cases they read are then judged. */
  without: string[];
  json: boolean;
  speed: boolean;
}

const USAGE =
  "npm run intake:score -- <folder> [--general-only] [--without <tool>] [--json], or npm run intake:score -- --speed";

/** The options of the command line, or what is wrong with them. */
export function readOptions(args: readonly string[]): Options | { problem: string } {
  const options: Options = { folder: "", generalOnly: false, without: [], json: false, speed: false };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? "";
    if (arg === "--general-only") options.generalOnly = true;
    else if (arg === "--json") options.json = true;
    else if (arg === "--speed") options.speed = true;
    else if (arg === "--without") options.without.push(args[(at += 1)] ?? "");
    else if (arg.startsWith("-")) return { problem: `There is no option ${arg}. Usage: ${USAGE}` };
    else options.folder = arg;
  }
  const unknown = options.without.find((tool) => !ADAPTERS.some((adapter) => adapter.tool === tool));
  if (unknown !== undefined)
    return {
      problem: `There is no adapter "${unknown}". They are ${ADAPTERS.map(({ tool }) => tool).join(", ")}.`,
    };
  if (options.folder === "" && !options.speed) return { problem: `Name a folder of cases. Usage: ${USAGE}` };
  return options;
}

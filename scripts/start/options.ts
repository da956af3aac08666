import { isIPv4 } from "node:net";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

export interface StartOptions {
  stateDir: string;
  /** `null`: the port of the last run, or the first free one from 8780. */
  port: number | null;
  /** Numbers of the demo's two people; only the first start on a state folder asks for them. */
  demoNumbers: { owner: string; second: string } | null;
  /** A test that plays the handsets. */
  handsetController: { url: string; username: string; password: string } | null;
  /** A SIP peer that takes the local carrier's place, so that none is started: a benchmark times what reaches it. */
  carrierAt: { host: string; port: number } | null;
  /** An Asterisk that is unpacked already. */
  asteriskRoot: string | null;
}

export type ParsedOptions =
  | { do: "start"; options: StartOptions }
  | { do: "handsets" }
  | { do: "help" }
  | { do: "refuse"; message: string };

export const HELP = `npm start -- [options]
  --state <folder>   where everything is kept (default .callping; env CALLPING_STATE)
  --port <port>      the one port, on 127.0.0.1 (default: the last one, or the first free from 8780; env CALLPING_PORT)
  --handsets         prints the local carrier's handsets and ends
  --help
For tests:
  --demo-numbers <a,b>            numbers of the demo's two people, on the first start of a state folder
  --handset-controller <ws url>   every call to a handset is put to this ARI server
                                  (env CALLPING_HANDSET_USER, CALLPING_HANDSET_PASSWORD)
  --carrier-at <address:port>     the PBXs call this SIP peer; no local carrier is started
Environment: ASTERISK_ROOT=<folder> uses an Asterisk that is unpacked already. docs/running.md says more.`;

/** Reads the command line and the environment; the command line wins. */
export function parseOptions(
  args: readonly string[],
  env: Record<string, string | undefined>,
  cwd: string,
): ParsedOptions {
  const parsed = readArgs(args);
  if ("message" in parsed) return { do: "refuse", message: `${parsed.message}\n\n${HELP}` };
  if (parsed.help) return { do: "help" };
  if (parsed.handsets) return { do: "handsets" };
  const port = readPort(parsed.port ?? env["CALLPING_PORT"]);
  if (port === "bad") return { do: "refuse", message: "The port must be a whole number from 1024 to 65535." };
  const demoNumbers = readNumbers(parsed["demo-numbers"]);
  if (demoNumbers === "bad")
    return { do: "refuse", message: "--demo-numbers takes two E.164 numbers with a comma between them." };
  const handsetController = readController(parsed["handset-controller"], env);
  if (handsetController === "bad") {
    return {
      do: "refuse",
      message:
        "--handset-controller needs CALLPING_HANDSET_USER and CALLPING_HANDSET_PASSWORD in the environment.",
    };
  }
  const carrierAt = readPeer(parsed["carrier-at"]);
  if (carrierAt === "bad")
    return {
      do: "refuse",
      message: "--carrier-at takes a loopback address and a port, as in 127.0.2.1:5060.",
    };
  const stateDir = resolve(
    cwd,
    parsed.state ?? env["CALLPING_STATE"] ?? join(import.meta.dirname, "../../.callping"),
  );
  return {
    do: "start",
    options: {
      stateDir,
      port,
      demoNumbers,
      handsetController,
      carrierAt,
      asteriskRoot: env["ASTERISK_ROOT"] ?? null,
    },
  };
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      options: {
        state: { type: "string" },
        port: { type: "string" },
        handsets: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        "demo-numbers": { type: "string" },
        "handset-controller": { type: "string" },
        "carrier-at": { type: "string" },
      },
    }).values;
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

function readPort(text: string | undefined): number | null | "bad" {
  if (text === undefined || text === "") return null;
  const port = /^\d{4,5}$/.test(text) ? Number(text) : 0;
  return port >= 1024 && port <= 65_535 ? port : "bad";
}

function readNumbers(text: string | undefined): StartOptions["demoNumbers"] | "bad" {
  if (text === undefined) return null;
  const [owner, second, ...more] = text.split(",");
  const isNumber = (number: string | undefined): number is string =>
    number !== undefined && /^\+[1-9]\d{6,14}$/.test(number);
  return isNumber(owner) && isNumber(second) && more.length === 0 ? { owner, second } : "bad";
}

function readController(
  url: string | undefined,
  env: Record<string, string | undefined>,
): StartOptions["handsetController"] | "bad" {
  if (url === undefined) return null;
  const [username, password] = [env["CALLPING_HANDSET_USER"], env["CALLPING_HANDSET_PASSWORD"]];
  return username === undefined || password === undefined ? "bad" : { url, username, password };
}

/** Loopback only: numbers reserved for fiction, and every test's, must never reach a real network. */
function readPeer(text: string | undefined): StartOptions["carrierAt"] | "bad" {
  if (text === undefined) return null;
  const [, host, port] = /^(127(?:\.\d{1,3}){3}):(\d{4,5})$/.exec(text) ?? [];
  if (host === undefined || !isIPv4(host)) return "bad";
  const checked = readPort(port);
  return checked === null || checked === "bad" ? "bad" : { host, port: checked };
}

import { createHash, randomBytes } from "node:crypto";
import { EXIT, type Exit } from "../exit.ts";
import { load } from "./load.ts";
import { readCallerIds } from "./options.ts";

/** What the command works with. */
export interface FleetWorld {
  env: Readonly<Record<string, string | undefined>>;
  fetch: typeof fetch;
  print: (text: string) => void;
  complain: (text: string) => void;
}

/** `callping fleet load …` and `callping fleet key NAME`. */
export async function fleet([what, ...args]: readonly string[], world: FleetWorld): Promise<Exit> {
  if (what === "key" && args.length === 1) return makeKey(args[0] ?? "", world);
  if (what !== "load") {
    world.complain("callping fleet load …, or callping fleet key NAME. callping help says more.");
    return EXIT.usage;
  }
  const callerIds = readCallerIds(args);
  const { CALLPING_API_URL: apiUrl, CALLPING_API_KEY: apiKey } = world.env;
  const problem = !callerIds.ok
    ? callerIds.problem
    : !apiUrl || !apiKey
      ? "Set CALLPING_API_URL and CALLPING_API_KEY: where the installation is, and an operator's key."
      : null;
  if (problem !== null || !callerIds.ok || !apiUrl || !apiKey) {
    world.complain(problem ?? "");
    return EXIT.usage;
  }
  return load(callerIds.value, { ...world, apiUrl, apiKey });
}

/** An operator's key, shown once, and its digest for the installation: nothing there can give the key away. */
function makeKey(name: string, { print, complain }: FleetWorld): Exit {
  if (!/^[A-Za-z0-9._-]{1,40}$/.test(name)) {
    complain("A name is 1 to 40 letters, digits, dots, hyphens and underscores: it stands in the audit log.");
    return EXIT.usage;
  }
  const key = `cpo_${randomBytes(32).toString("base64url")}`;
  print(`The key of ${name}, shown this once:\n  ${key}`);
  print("Put this into OPERATOR_KEYS (a comma between several) and deploy:");
  print(`  ${name}:${createHash("sha256").update(key).digest("hex")}`);
  return EXIT.asExpected;
}

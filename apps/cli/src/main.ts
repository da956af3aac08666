#!/usr/bin/env node
import { EXIT } from "./exit.ts";
import { fleet } from "./fleet/fleet.ts";
import { pbx } from "./pbx/pbx.ts";
import { simulate } from "./simulate/simulate.ts";

const USAGE = `callping simulate: what a webhook would do, without sending it

  callping simulate (--endpoint ID | --scenario ID) --payload FILE [--payload FILE …]

  --payload FILE          the webhook's body: JSON, or any text; "-" reads it from standard input
  --header 'NAME: VALUE'  a header of the webhook; may be given several times
  --at TIME               the moment it comes, for instance 2026-11-22T03:00:00Z; left out: now
  --expect-rule NAME      the rule that must decide; "default" when none matches
  --expect-calls A,B      the people who must be rung, in the order of their first call; "" for nobody
  --expect-severity S     critical, major, minor or info
  --json                  the answers as JSON

  CALLPING_API_URL and CALLPING_API_KEY say where, and who asks: a key with the scope scenarios:read.

callping fleet: the PBXs and trunks of an installation, for its operators

  callping fleet load --caller-id PROVIDER=NUMBER …   defines the product's five PBXs, and the trunks of the providers
                                                      (zadarma, intertelecom, twilio, telnyx) that have numbers to show
  callping fleet key NAME                             makes an operator's key, and its digest for OPERATOR_KEYS

  load wants CALLPING_API_URL and, in CALLPING_API_KEY, an operator's key.

callping pbx: what an operator does with PBXs

  callping pbx config DEFINITION.json OUT-FOLDER   writes the files of a production PBX
  callping pbx check FOLDER                        checks such files, and the Asterisk that runs on them

  Exit codes: 0 as expected, 1 something differs, 2 this command was not understood, 3 no answer, or refused.
`;

async function main([command, ...args]: readonly string[]): Promise<number> {
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const complain = (text: string): void => void process.stderr.write(`${text}\n`);
  if (command === "simulate" && !args.includes("--help"))
    return simulate(args, { env: process.env, fetch, print, complain });
  if (command === "fleet" && !args.includes("--help"))
    return fleet(args, { env: process.env, fetch, print, complain });
  if (command === "pbx" && !args.includes("--help")) return pbx(args, { env: process.env, print, complain });
  if (command === "--help" || command === "help" || args.includes("--help")) {
    print(USAGE);
    return EXIT.asExpected;
  }
  complain(command === undefined ? USAGE : `There is no command "${command}".\n\n${USAGE}`);
  return EXIT.usage;
}

process.exitCode = await main(process.argv.slice(2));

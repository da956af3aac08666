import { HANDSET_INSTANCES, HANDSETS, handsetNumber, handsetOf } from "@callping/pbx/handsets";

import type { DemoNumbers } from "../demo/demo.ts";
import type { Ready } from "../state/ready.ts";

/** What stands on the screen when everything runs. */
export function welcomeLines(ready: Ready, numbers: DemoNumbers, stateDir: string): string[] {
  const { demo, urls, pbxs } = ready;
  return [
    "",
    `CallPing is ready.   API ${urls.api}   docs ${urls.api}/api/openapi.json`,
    `  PBXs    ${pbxs.map(({ id, sip }) => `${id} ${sip}`).join("   ")}   (two real Asterisks and a local carrier)`,
    `  mail    ${urls.smtp}   (SMTP; to ${demo.alertAddress})`,
    `  sent    ${urls.mail}   (what CallPing mails, and nobody else gets)`,
    `  state   ${stateDir}   (ready.json has the API key and everything else)`,
    "",
    "Make a phone ring. Paste this in another terminal:",
    "",
    `  curl -X POST ${demo.webhookUrl} \\`,
    `    -H 'X-Alert-Key: ${demo.alertKey}' -H 'Content-Type: application/json' \\`,
    `    -d '{"title":"Database primary is down on db-1","severity":"critical"}'`,
    "",
    ...expectation(numbers).map((line) => `  ${line}`),
    "",
    "Other handsets: npm start -- --handsets.  Ctrl-C stops everything; the next start goes on from here.",
  ];
}

function expectation({ owner, second }: DemoNumbers): string[] {
  const describe = (number: string): string => handsetOf(number)?.description ?? "a number of your own";
  return [
    `Ada's phone ${owner} rings: ${describe(owner)}.`,
    `Without a key in 60 s Grace's phone ${second} rings: ${describe(second)}.`,
  ];
}

/** The table of `--handsets`. */
export function handsetTable(): string[] {
  const width = Math.max(...HANDSETS.map(({ behaviour }) => behaviour.length));
  return [
    "Handsets of the local carrier. Their numbers are reserved for fiction: no telephone has them.",
    `xx is any of ${HANDSET_INSTANCES.FR} instances (00 to 99), x any of ${HANDSET_INSTANCES.GB}: each behaves alike and has a line of its own.`,
    "",
    `${"behaviour".padEnd(width)}  ${"France".padEnd(18)}  ${"United Kingdom".padEnd(18)}  what it does`,
    ...HANDSETS.map(({ behaviour, description }) => {
      const french = spaced(handsetNumber(behaviour, 0, "FR").slice(0, -2), "xx");
      const british = handsetNumber(behaviour, 0, "GB").replace(/^\+4420(\d{4})(\d{3})\d$/, "+44 20 $1 $2x");
      return `${behaviour.padEnd(width)}  ${french.padEnd(18)}  ${british.padEnd(18)}  ${description}`;
    }),
  ];
}

/** `+3319900BB` → `+33 1 99 00 BB xx`. */
function spaced(number: string, instance: string): string {
  return `${number.replace(/^\+33(\d)(\d\d)(\d\d)(\d\d)$/, "+33 $1 $2 $3 $4")} ${instance}`;
}

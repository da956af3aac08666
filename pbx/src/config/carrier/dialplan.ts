import { HANDSETS } from "../../handsets.ts";
import { BEHAVIOURS } from "./behaviours.ts";

/**
 * `extensions.conf` of the local carrier. A call enters `from-pbx`, where it takes its number's one line, goes to the
 * controller first when there is one (`Stasis(handsets,<number>,free|busy,<X-CallPing-Id>)`), and ends in `handsets`,
 * the canned behaviours, or in `refuse`, where the extension is the SIP code to refuse with.
 */
export function renderCarrierDialplan(options: { controlled: boolean }): string {
  // Looked at and taken under a lock: two calls at the same instant must not both find the line engaged, or both free.
  const entry = [
    "Set(NUMBER=${FILTER(+0-9,${EXTEN})})",
    "Set(LOCKED=${LOCK(lines)})",
    "Set(LINE=${IF($[${GROUP_COUNT(${NUMBER}@line)} > 0]?busy:free)})",
    'ExecIf($["${LINE}" = "free"]?Set(GROUP(line)=${NUMBER}))',
    "Set(LOCKED=${UNLOCK(lines)})",
  ];
  // A controller that is not there must fail the call loudly (503), not let an unexpected call be answered by a handset.
  const next = options.controlled
    ? ["Stasis(handsets,${NUMBER},${LINE},${PJSIP_HEADER(read,X-CallPing-Id)})", "PJSIPHangup(503)"]
    : ["Goto(handsets,${NUMBER},1)"];
  return [
    "[general]\nstatic = yes\nwriteprotect = yes\n",
    `[from-pbx]\n${extension("_+X.", [...entry, ...next])}`,
    `[handsets]\n${HANDSETS.map(numbersOf).join("")}${extension("_+X.", ["PJSIPHangup(404)"])}${extension("i", ["PJSIPHangup(404)"])}`,
    ...HANDSETS.map((handset) => `[${contextOf(handset)}]\n${extension("s", BEHAVIOURS[handset.behaviour])}`),
    `[refuse]\n${extension("_[4-6]XX", ["PJSIPHangup(${EXTEN})"])}`,
    `[deny-all]\n${extension("_[+0-9a-zA-Z].", ["PJSIPHangup(403)"])}`,
  ].join("\n");
}

type Row = (typeof HANDSETS)[number];

function numbersOf(handset: Row): string {
  const lines = [`GotoIf($["\${LINE}" = "busy"]?busy)`, `Goto(${contextOf(handset)},s,1)`];
  return [`_+3319900${handset.code}XX`, `_+442079460${handset.code}X`]
    .map((pattern) => `${extension(pattern, lines)} same => n(busy),PJSIPHangup(486)\n`)
    .join("");
}

function contextOf(handset: Row): string {
  return `handset-${handset.behaviour}`;
}

function extension(pattern: string, steps: readonly string[]): string {
  return steps
    .map((step, index) => (index === 0 ? `exten => ${pattern},1,${step}\n` : ` same => n,${step}\n`))
    .join("");
}

/** So many callers may hear the announcement at once; the rest is for calls that wake people. */
const LISTENERS = 5;
const LONGEST_ANNOUNCEMENT_SECONDS = 90;

/**
 * `extensions.conf` of a PBX. Calls are placed by the Worker straight into its application, so the dialplan only refuses:
 * an inbound call ends 403 (cause 21). The pattern is not `_.`, which would also catch the hang-up extension `h`.
 * `warm` answers a Local channel on which the Worker plays a message while the phone still rings, to have it fetched.
 * `announcement` plays `sound:callping/announcement`, who calls from this number and how to object, and can dial nothing.
 */
export function renderPbxDialplan(options: { announces: boolean }): string {
  return [
    "[general]\nstatic = yes\nwriteprotect = yes\nclearglobalvars = yes\n",
    inbound("deny-all", ["1,Hangup(21)"]),
    "[warm]\nexten => s,1,Answer()\n same => n,Wait(5)\n same => n,Hangup(16)\n",
    ...(options.announces ? [inbound("announcement", ANNOUNCE)] : []),
  ].join("\n");
}

const ANNOUNCE = [
  "1,Set(GROUP()=announcement)",
  `n,GotoIf($[\${GROUP_COUNT(announcement)} > ${LISTENERS}]?busy)`,
  `n,Set(TIMEOUT(absolute)=${LONGEST_ANNOUNCEMENT_SECONDS})`,
  "n,Answer()",
  "n,Wait(1)",
  "n,Playback(callping/announcement)",
  "n,Hangup(16)",
  "n(busy),Hangup(17)",
];

function inbound(context: string, [first = "", ...rest]: readonly string[]): string {
  const same = rest.map((step) => ` same => ${step}\n`).join("");
  const patterns = ["_[+0-9a-zA-Z].", "_[+0-9a-zA-Z]"];
  return `[${context}]\n${patterns.map((pattern) => `exten => ${pattern},${first}\n${same}`).join("")}`;
}

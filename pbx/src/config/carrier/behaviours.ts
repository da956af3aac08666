import type { HandsetBehaviour } from "../../handsets.ts";

const ANSWER = ["Ringing()", "Wait(1)", "Answer()"];
const LISTEN = ["Wait(120)", "Hangup(16)"];
const press = (key: string) => `SendDTMF(${key},,150)`;
/** `Hangup(21)` would be 403, never 603: only PJSIPHangup gives every code. */
const refuse = (sipCode: number) => `PJSIPHangup(${sipCode})`;

/** Dialplan steps of each handset. Waits are in seconds; refusals name their SIP code themselves. */
export const BEHAVIOURS: Record<HandsetBehaviour, readonly string[]> = {
  listens: [...ANSWER, ...LISTEN],
  "presses-1-after-3s": [...ANSWER, "Wait(3)", press("1"), ...LISTEN],
  "presses-1-after-8s": [...ANSWER, "Wait(8)", press("1"), ...LISTEN],
  "presses-1-after-20s": [...ANSWER, "Wait(20)", press("1"), ...LISTEN],
  "presses-wrong-key": [...ANSWER, "Wait(3)", press("5"), ...LISTEN],
  "presses-wrong-key-then-1": [...ANSWER, "Wait(3)", press("5"), "Wait(5)", press("1"), ...LISTEN],
  escalates: [...ANSWER, "Wait(3)", press("2"), ...LISTEN],
  "asks-again-then-1": [...ANSWER, "Wait(3)", press("*"), "Wait(10)", press("1"), ...LISTEN],
  "opts-out": [...ANSWER, "Wait(3)", press("9"), "Wait(5)", press("9"), ...LISTEN],
  voicemail: [
    ...ANSWER,
    "Wait(0.4)",
    "Playback(vm-theperson&vm-isunavail&vm-intro)",
    "Playback(beep)",
    ...LISTEN,
  ],
  "hangs-up-at-once": [...ANSWER, "Wait(0.1)", "Hangup(16)"],
  "rings-slowly": ["Wait(6)", "Ringing()", "Wait(3)", "Answer()", ...LISTEN],
  busy: [refuse(486)],
  rejects: ["Ringing()", "Wait(1)", refuse(603)],
  "does-not-answer": ["Ringing()", "Wait(120)", refuse(480)],
  unavailable: [refuse(480)],
  "does-not-exist": [refuse(404)],
  "announced-not-in-service": ["Progress()", "Playback(ss-noservice,noanswer)", refuse(404)],
  "trunk-fails": [refuse(503)],
  silent: ["Wait(120)", refuse(480)],
  softphone: [
    "Dial(PJSIP/softphone-${NUMBER:-1},120)",
    'ExecIf($["${DIALSTATUS}" = "CHANUNAVAIL"]?PJSIPHangup(480))',
    'ExecIf($["${DIALSTATUS}" = "BUSY"]?PJSIPHangup(486))',
    "Hangup(${HANGUPCAUSE})",
  ],
};

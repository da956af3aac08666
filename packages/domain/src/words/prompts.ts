/**
 * What every recorded English prompt says. The id is the file's name below `pbx/prompts`, without extension.
 * A changed text needs a new recording: `node apps/speech/scripts/make-prompts.ts`.
 */
export const PROMPTS = {
  "en/callping": "CallPing.",
  "en/test": "This is a test.",
  "en/critical-alert": "Critical alert.",
  "en/major-alert": "Major alert.",
  "en/minor-alert": "Minor alert.",
  "en/info-alert": "Information alert.",
  "en/alerts": "alerts.",
  "en/several-alerts": "Several alerts.",
  "en/the-worst": "The worst one:",
  "en/general": "An alert needs your attention. Details are in your portal.",
  "en/menu": "Press 1 to acknowledge. Press 2 to escalate. Press star to repeat.",
  "en/menu-pagerduty": "Press 4 to acknowledge. Press 6 to resolve. Press star to repeat.",
  "en/acknowledged": "Acknowledged. Thank you.",
  "en/already-acknowledged": "This alert was already acknowledged.",
  "en/escalated": "Escalated to the next step.",
  "en/snoozed": "Snoozed for 30 minutes.",
  "en/resolved": "Resolved.",
  "en/opt-out-confirm": "Press 9 again, and this organization will never call this number again.",
  "en/opted-out": "Done. This organization will not call this number again.",
  "en/help":
    "CallPing calls you when your team's monitoring reports a problem. To reach us, visit callping dot app, slash contact. To stop these calls, press 9.",
  "en/help-pagerduty":
    "CallPing calls you when your team's monitoring reports a problem. To reach us, visit callping dot app, slash contact.",
  "en/wrong-key": "That key does nothing here.",
  "en/not-recorded": "That was not recorded. Please press the key again.",
  "en/closed": "This call is no longer needed.",
  "en/drill": "This is a test call. Nothing is wrong.",
  "en/menu-drill": "Press 1 to prove that this phone reaches you.",
  "en/drill-proven": "Thank you. This phone reaches you.",
  "en/goodbye": "Goodbye.",
  "en/code-verify":
    "This number was given to CallPing for monitoring alerts. If that was you, here is your code. Tell it to nobody.",
  "en/code-stop":
    "Somebody asked that CallPing never calls this number again. If that was you, here is your code. Tell it to nobody.",
  "en/code-return":
    "Somebody asked that CallPing may call this number again. If that was you, here is your code. Tell it to nobody.",
  "en/code-again": "Once more.",
  "en/code-menu": "Press star to hear it again. If you did not ask for this call, press 9.",
  "en/agree-ask":
    "A team asks to call this number when its monitoring reports a problem. The number of that team at CallPing is:",
  "en/agree-menu":
    "Press 1 to agree. Press 2 to refuse. Press star to repeat. If you want no such calls, press 9.",
  "en/agreed": "Thank you. You agreed to these calls. Press 9 in any of them to stop them.",
  "en/refused": "You did not agree. This team's alerts will not call you.",
  "en/0": "zero",
  "en/1": "one",
  "en/2": "two",
  "en/3": "three",
  "en/4": "four",
  "en/5": "five",
  "en/6": "six",
  "en/7": "seven",
  "en/8": "eight",
  "en/9": "nine",
  "en/10": "ten",
  "en/11": "eleven",
  "en/12": "twelve",
  "en/13": "thirteen",
  "en/14": "fourteen",
  "en/15": "fifteen",
  "en/16": "sixteen",
  "en/17": "seventeen",
  "en/18": "eighteen",
  "en/19": "nineteen",
  "en/20": "twenty",
} as const;

export type PromptId = keyof typeof PROMPTS;

export function isPromptId(id: string): id is PromptId {
  return Object.hasOwn(PROMPTS, id);
}

/** The prompt that says a count of 0 to 20, or `null` beyond what is recorded. */
export function countPrompt(count: number): PromptId | null {
  const id = `en/${count}`;
  return isPromptId(id) ? id : null;
}

import type { PromptName } from "../prompts/names.ts";
import { promptLanguage, promptWords } from "../prompts/prompts.ts";
import type { Audio, CallScript } from "./script-types.ts";

/**
 * What a code call is for. verify: a person's own number · agree: a contact is asked · stop, return: whoever holds a
 * number proves it, to end or allow again all calls of the platform.
 */
export const CODE_PURPOSES = ["verify", "agree", "stop", "return"] as const;
export type CodePurpose = (typeof CODE_PURPOSES)[number];

export interface CodeScriptInput {
  purpose: CodePurpose;
  /** The number's language; what is not recorded in it is said in English. */
  language: string;
  /** The digits to speak: a code, or of `agree` the number of the organization that asks. */
  digits: string;
}

/** How long a code call talks and listens at most, in seconds from the answer. */
const LISTEN_SECONDS = 60;

const REASONS: Record<CodePurpose, PromptName> = {
  verify: "code-verify",
  agree: "agree-ask",
  stop: "code-stop",
  return: "code-return",
};

/** Silence between two digits, so that each can be written down. */
const PAUSE: Audio = { kind: "prompt", id: "pause/digit", words: "" };

/**
 * The script of a code call: CallPing's name, why it calls, and the digits, slowly and twice. All of it is recorded:
 * nothing of a customer's text can be spoken. A code's call ends by itself after one round; one that asks waits for a key.
 */
export function codeScript({ purpose, language, digits }: CodeScriptInput): CallScript {
  const spoken = promptLanguage(language);
  const say = (...names: PromptName[]): Audio[] =>
    names.map((name) => ({ kind: "prompt", id: `${spoken}/${name}`, words: promptWords(spoken, name) }));
  const asks = purpose === "agree";
  const slowly = Array.from(digits).flatMap((digit): Audio[] => {
    const [piece] = isDigit(digit) ? say(digit) : [];
    if (piece === undefined) return [];
    return [PAUSE, asks || piece.kind !== "prompt" ? piece : { ...piece, secret: true }];
  });
  const message = [
    ...say("callping", REASONS[purpose]),
    ...slowly,
    PAUSE,
    ...(asks ? [] : [...say("code-again"), ...slowly, PAUSE]),
  ];
  const goodbye = say("goodbye");
  return {
    language: spoken,
    keyMap: asks ? "agree" : "code",
    message,
    fallback: message,
    menu: say(asks ? "agree-menu" : "code-menu"),
    confirmations: {
      acknowledged: say("agreed"),
      alreadyAcknowledged: say("agreed"),
      refused: say("refused"),
      escalated: [],
      snoozed: [],
      resolved: [],
      optOutConfirm: say("opt-out-confirm"),
      optedOut: say("opted-out", "goodbye"),
      help: say("help"),
      wrongKey: say("wrong-key"),
      notRecorded: say("not-recorded"),
      // An alert wants the line: it rings the sooner, the less is said.
      closed: [],
    },
    ...(!asks && { ending: goodbye }),
    listenSeconds: LISTEN_SECONDS,
  };
}

function isDigit(text: string): text is Extract<PromptName, `${number}`> {
  return /^[0-9]$/.test(text);
}

/** One piece of audio. A prompt is a recorded file on every PBX; speech is a URL that the PBX fetches. */
export type Audio =
  /** `id` names the prompt file without extension, e.g. `en/acknowledged`. */
  | {
      kind: "prompt";
      id: string;
      words: string;
      /** A digit of a code: it is played, and no report says which one it was. */
      secret?: true;
    }
  /** `id` is the content hash; `url` is signed, unique to the call and ends in `.wav`. */
  | { kind: "speech"; id: string; words: string; url: string };

/** What a call says and what its keys mean. Decided before the answer, frozen at the answer. */
export interface CallScript {
  language: string;
  keyMap: "default" | "pagerduty" | "drill" | "code" | "agree";
  /** Played first: who calls and what is wrong. */
  message: Audio[];
  /** Recorded prompts that say the same in general words, when speech fails. */
  fallback: Audio[];
  menu: Audio[];
  /** Spoken read-back of what a key did, and of what went wrong. */
  confirmations: {
    acknowledged: Audio[];
    alreadyAcknowledged: Audio[];
    escalated: Audio[];
    snoozed: Audio[];
    resolved: Audio[];
    optOutConfirm: Audio[];
    optedOut: Audio[];
    /** Where a key refuses. */
    refused?: Audio[];
    help: Audio[];
    wrongKey: Audio[];
    notRecorded: Audio[];
    closed: Audio[];
  };
  /** Said after one round in place of another: the call ends by itself. Left out: rounds until the time is up. */
  ending?: Audio[];
  /** How long the message and menu repeat without a key, in seconds from the answer. */
  listenSeconds: number;
}

import type { AskingMeaning, KeyMeaning } from "./keys.ts";
import type { Audio } from "./script-types.ts";

/**
 * Where an answered call stands.
 * opening: general prompts, because the message is not on the PBX yet · awaiting: nothing to say until it is ·
 * message, fallback, menu, pause: one round · aside: a prompt in between · deciding: a Desk is asked ·
 * farewell: the last prompt · ending: hang-up sent · closing: they hung up before the verdict · over
 */
export type CallStage =
  | "opening"
  | "awaiting"
  | "message"
  | "fallback"
  | "menu"
  | "pause"
  | "aside"
  | "deciding"
  | "farewell"
  | "ending"
  | "closing"
  | "over";

/** Whether the spoken message can be played without a fetch. `failed` also stands for speech that did not play. */
export type SpeechState = "ready" | "pending" | "failed";

export interface Playback {
  id: string;
  audio_ids: string[];
  words: string;
  /** Its words were reported. */
  reported: boolean;
}

/** All of it is JSON: it is stored at every event and must survive the object that made it. */
export interface CallState {
  stage: CallStage;
  /** Playback ids are `<prefix>-p<n>`. */
  playbackPrefix: string;
  playbacks: number;
  playback: Playback | null;
  /** What follows the aside that is being played. */
  afterAside: "menu" | "pause";
  speech: SpeechState;
  /** Milliseconds since the epoch, on Asterisk's clock: only differences to other events of Asterisk are used. */
  answeredAt: number;
  spokenOnce: boolean;
  /** The key a Desk was asked about last. */
  asked: AskingMeaning | null;
  /** A second 9 counts until then. */
  optOutUntil: number | null;
  keyed: "acknowledged" | "opted_out" | null;
  gaveUp: boolean;
  cancelled: boolean;
  /** The listening time ran out while a Desk was asked. */
  timeIsUp: boolean;
  hangups: number;
  /** Said in place of a farewell that does not play; missing in states of before. */
  spare?: Audio[];
}

/** The Desk's answer to a key. */
export interface Verdict {
  recorded: boolean;
  meaning: KeyMeaning;
  already_by: string | null;
  /** It is the name of a person of the organization, which may be spoken. */
  by_member?: true;
  /** Says who was faster; left out: the script's own words, without a name. */
  already?: Audio[];
}

export type CallTimer = "listen" | "verdict" | "pause" | "speech" | "farewell" | "ending";

export type CallEvent =
  | { kind: "playback_started"; playbackId: string; at: number }
  | { kind: "playback_finished"; playbackId: string; failed: boolean }
  /** The warm-up of the message ended. */
  | { kind: "speech"; ready: boolean }
  | { kind: "key"; digit: string }
  | { kind: "verdict"; verdict: Verdict }
  | { kind: "timer"; timer: CallTimer }
  | { kind: "cancel" }
  /** The channel is gone, whoever ended it. */
  | { kind: "hung_up" };

export type CallEffect =
  | { kind: "play"; playbackId: string; audio: Audio[] }
  | { kind: "stopPlayback"; playbackId: string }
  | { kind: "hangup" }
  | { kind: "report"; fact: CallStepFact }
  /** `at` in milliseconds since the epoch; one timer of a name at a time. */
  | { kind: "setTimer"; timer: CallTimer; at: number }
  | { kind: "clearTimer"; timer: CallTimer }
  /** The script has nothing more to do; the leg may be given its outcome once its channel is gone. */
  | { kind: "over" };

export type CallStepFact =
  | { kind: "spoken"; audio_ids: string[]; words: string; answer_to_speech_ms: number | null }
  | { kind: "key"; digit: string; meaning: KeyMeaning };

export interface CallStepResult {
  state: CallState;
  effects: CallEffect[];
}

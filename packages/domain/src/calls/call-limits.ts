/** A Desk that has not answered by then is treated as absent: the caller is told to press again. */
export const VERDICT_SECONDS = 1.5;
/** They pressed a key and hung up at once: how long the verdict is waited for before the call counts as hung up. */
export const CLOSING_SECONDS = 5;
/** Silence between two rounds, long enough to find the key. */
export const PAUSE_SECONDS = 3;
/** How long the opening may wait for the message before general prompts go on. */
export const SPEECH_WAIT_SECONDS = 2;
/** After the first 9, a second one within this time opts out. */
export const OPT_OUT_SECONDS = 15;
/** After "not recorded, press again", the call listens at least this much longer. */
export const SECOND_CHANCE_SECONDS = 20;
/** A farewell whose end is never reported (a lost answer) does not keep the line. */
export const FAREWELL_SECONDS = 20;
/** A hang-up is repeated after this time, at most `MAX_HANGUPS` times; TIMEOUT(absolute) is the last net. */
export const ENDING_SECONDS = 5;
export const MAX_HANGUPS = 3;
/** Prompts of the fallback that name the caller and the severity: enough to begin with. */
export const OPENING_PROMPTS = 2;

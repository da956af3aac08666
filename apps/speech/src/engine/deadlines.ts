/** Longest waits for one piece of speech, queues included; recorded prompts speak after them. */
export const EMBEDDED_MILLISECONDS = 2000;
/** An engine that is reached over a network: the production voice, or a machine with a native one. */
export const REMOTE_MILLISECONDS = 3000;

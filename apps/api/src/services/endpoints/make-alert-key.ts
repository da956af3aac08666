/** Lower-case letters and digits survive a mail address; those that are mistaken for one another are left out. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
/** 120 random bits, and short enough to stand behind an endpoint's id in a mail address (27 characters are left there). */
const CHARACTERS = 24;

/** A new alert key: what senders present in `X-Alert-Key`. */
export function makeAlertKey(): string {
  const random = crypto.getRandomValues(new Uint8Array(CHARACTERS));
  return Array.from(random, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("");
}

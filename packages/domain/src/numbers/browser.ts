/**
 * Numbers of browser phones: `+999` and twelve digits. ITU-T E.164 keeps 999 for a global service that never came, so
 * no network on earth carries them, and the safety net refuses them wherever a browser phone is not asked for by name.
 */
const BROWSER = /^\+999\d{12}$/;

/** CLDR's "unknown region": a browser tab is in no country. */
export const BROWSER_REGION = "ZZ";

/** Whether a number is a browser phone's: a tab rings, never a telephone. */
export function isBrowserNumber(e164: string): boolean {
  return BROWSER.test(e164);
}

/** The number of a new browser phone. @param random 8 bytes; 10^12 numbers, and the database refuses one twice. */
export function browserNumber(random: Uint8Array): string {
  const value = random.reduce((sum, byte) => (sum * 256n + BigInt(byte)) % 1_000_000_000_000n, 0n);
  return `+999${String(value).padStart(12, "0")}`;
}

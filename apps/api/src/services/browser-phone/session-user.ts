/**
 * The SIP user of one browser session says whose phone it is and until when, as the users of TURN REST credentials do:
 * its password is an HMAC of it, so nothing is stored and every Worker knows every session.
 */
const SESSION_USER = /^bp-(999\d{12})-([0-9a-z]{1,9})-[0-9a-f]{16}$/;

export interface SessionUser {
  /** Where its browser registers: the phone's number without the `+`. */
  aor: string;
  expiresAt: number;
}

/** @param number a browser phone's, with its `+`. @param expiresAt milliseconds. @param nonce 16 hex digits. */
export function sessionUser(number: string, expiresAt: number, nonce: string): string {
  return `bp-${number.slice(1)}-${Math.floor(expiresAt / 1000).toString(36)}-${nonce}`;
}

/** What a session's user says; null for any other text. Asterisk asks for many that are none. */
export function readSessionUser(text: string): SessionUser | null {
  const [, aor, seconds] = SESSION_USER.exec(text) ?? [];
  if (aor === undefined || seconds === undefined) return null;
  return { aor, expiresAt: Number.parseInt(seconds, 36) * 1000 };
}

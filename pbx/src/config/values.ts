import { isIPv4 } from "node:net";
import { isAbsolute } from "node:path";

/** A setting that must not reach Asterisk's configuration. The value itself is not repeated: it may be a secret. */
export class ConfigError extends Error {
  readonly setting: string;

  constructor(setting: string, value: string | number, wanted: string) {
    const got = typeof value === "number" ? String(value) : `a text of ${value.length} characters`;
    super(
      `The PBX setting "${setting}" is not usable (${got}). Asterisk was not configured, so this PBX places no calls. ` +
        `What to do: give ${wanted}.`,
    );
    this.name = "ConfigError";
    this.setting = setting;
  }
}

export function checkId(setting: string, value: string): string {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(value))
    throw new ConfigError(setting, value, "a lower-case letter, then up to 39 letters, digits or -");
  return value;
}

/** A secret for HTTP Basic or SIP digest: no spaces, no `:` (it parts user and password), long enough not to be guessed. */
export function checkSecret(setting: string, value: string): string {
  if (!/^[A-Za-z0-9._~+/=-]{16,200}$/.test(value))
    throw new ConfigError(setting, value, "16 to 200 of the characters A-Z a-z 0-9 . _ ~ + / = -");
  return value;
}

export function checkAddress(setting: string, value: string): string {
  if (!isIPv4(value) || value === "0.0.0.0")
    throw new ConfigError(setting, value, "one IPv4 address, not the wildcard");
  return value;
}

export function isAddress(value: string): boolean {
  return isIPv4(value);
}

/** A host name, or one address. */
export function checkHost(setting: string, value: string): string {
  return /^[a-z0-9][a-z0-9.-]{0,252}$/.test(value) && !/^[\d.]+$/.test(value)
    ? value
    : checkAddress(setting, value);
}

/** `a.b.c.d/n`, or an address, which becomes `/32`. Wider than /8 would be open to half the world. */
export function checkNetwork(setting: string, value: string): string {
  const [address = "", bits = "32", ...more] = value.split("/");
  if (!isIPv4(address) || more.length > 0 || !/^([89]|[12]\d|3[0-2])$/.test(bits))
    throw new ConfigError(setting, value, "an IPv4 network such as 192.0.2.0/24, /8 at the widest");
  return `${address}/${bits}`;
}

/** What a carrier gave out; the characters are those that may stand in a SIP address without escapes. */
export function checkSipUser(setting: string, value: string): string {
  if (!/^[A-Za-z0-9_.+-]{1,64}$/.test(value))
    throw new ConfigError(setting, value, "1 to 64 of the characters A-Z a-z 0-9 _ . + -");
  return value;
}

/** A carrier chooses it, so it may be shorter and odder than a secret of ours. */
export function checkSipPassword(setting: string, value: string): string {
  if (!/^[\x21-\x5b\x5d-\x7e]{6,100}$/.test(value))
    throw new ConfigError(
      setting,
      value,
      "6 to 100 printable ASCII characters without spaces and backslashes",
    );
  return value;
}

export function checkFilePath(setting: string, value: string): string {
  if (!isAbsolute(value) || !/^[A-Za-z0-9/._-]{2,200}$/.test(value))
    throw new ConfigError(setting, value, "an absolute path of letters, digits and / . _ -");
  return value;
}

export function checkPort(setting: string, value: number): number {
  if (!Number.isInteger(value) || value < 1024 || value > 65_535)
    throw new ConfigError(setting, value, "a port from 1024 to 65535");
  return value;
}

export function checkRange(
  setting: string,
  value: { from: number; to: number },
): { from: number; to: number } {
  if (checkPort(setting, value.to) - checkPort(setting, value.from) < 3)
    throw new ConfigError(setting, value.to, "at least four ports");
  return value;
}

/** Longer than this and the control socket's path no longer fits (108 bytes), and cached audio shadows short URLs. */
export const LONGEST_RUN_DIRECTORY = 48;

export function checkRunDirectory(setting: string, value: string): string {
  if (!isAbsolute(value) || value.length > LONGEST_RUN_DIRECTORY || !/^[A-Za-z0-9/._-]+$/.test(value)) {
    throw new ConfigError(
      setting,
      value,
      `a short absolute path such as /tmp/cp-a1b2/pbx-1 (at most ${LONGEST_RUN_DIRECTORY} characters)`,
    );
  }
  return value;
}

/**
 * A control URL with its port. `ws://host/` without one would be dialled on port 443 (Asterisk takes the last letter
 * of the scheme for TLS), so the port is always asked for; `wss` gets 443 written out.
 */
export function checkControlUrl(setting: string, value: string): { url: string; secure: boolean } {
  const url = /^[\x21-\x7e]{1,500}$/.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  const secure = url?.protocol === "wss:";
  const portGiven = /^wss?:\/\/[^/?#]+:\d+([/?#]|$)/.test(value);
  if (
    !url ||
    !(secure || (url.protocol === "ws:" && portGiven)) ||
    url.username !== "" ||
    url.password !== "" ||
    url.hash !== ""
  ) {
    throw new ConfigError(
      setting,
      value,
      "ws://host:port/path (with the port) or wss://host/path, without user name and fragment",
    );
  }
  const authority = portGiven ? url.host : `${url.hostname}:443`;
  return {
    url: `${url.protocol}//${secure ? authority : value.split("/")[2]}${url.pathname}${url.search}`,
    secure,
  };
}

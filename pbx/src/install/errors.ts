/** Why real Asterisk (or the voice data) could not be installed. */
export type InstallFailure =
  | "unsupported_machine"
  | "no_debian_tools"
  | "no_mirror"
  | "no_keyring"
  | "no_network"
  | "bad_signature"
  | "package_missing"
  | "checksum_mismatch"
  | "target_occupied"
  | "broken_tree";

const WAYS_OUT =
  "What to do: run CallPing on Debian or Ubuntu, or in a Debian container " +
  '(docker run --rm -it --network host -v "$PWD:/callping" -w /callping node:24 npm start), ' +
  "or unpack Asterisk 22 yourself and set ASTERISK_ROOT to the folder that holds usr/sbin/asterisk (/ for an installed one).";

/**
 * The installer's only failure. The message says what happened, what it means for alerts and what to do;
 * `reason` is for callers that decide, `remedy` replaces the general way out when a better one is known.
 */
export class InstallError extends Error {
  readonly reason: InstallFailure;

  constructor(reason: InstallFailure, whatHappened: string, remedy?: string) {
    super(
      [
        whatHappened,
        "Without it no telephone can ring; CallPing never plays a call on anything but real Asterisk.",
        remedy === undefined ? WAYS_OUT : `What to do: ${remedy}`,
      ].join("\n"),
    );
    this.name = "InstallError";
    this.reason = reason;
  }
}

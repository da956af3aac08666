/** An error as a person reads it: its own words and those of its causes; a stack only where the words explain nothing. */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The port was free when it was chosen: another start was faster.
  if ("code" in error && error.code === "EADDRINUSE")
    return `${error.message}. Another program took it meanwhile, so nothing was started. Start again: another port is chosen, unless --port names one.`;
  const cause = error.cause === undefined ? "" : `\n  because: ${explainError(error.cause)}`;
  const isBug = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  return `${isBug ? (error.stack ?? error.message) : error.message}${cause}`;
}

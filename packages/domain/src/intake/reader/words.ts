/** `workflow_run`, `BuildStatus` and `radar.early_fraud` as words; text with spaces stays as it is. */
export function wordsOf(key: string): string {
  if (/^[a-z0-9]*$/.test(key) || key.includes(" ")) return key;
  return key
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[._-]+/g, " ")
    .trim();
}

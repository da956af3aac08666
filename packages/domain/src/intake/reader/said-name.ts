/**
 * Texts by which Uptime Kuma tells chats that a monitor went down and came back, as its sources write them. They differ in all but
 * the monitor's name. The marks are asked for: `[prod] [DOWN] db-1` of others names no problem.
 */
const SAYINGS = [
  /^\[([^\]\n]{1,100})\] \[(?:🔴 Down|✅ Up)\]/mu,
  /^(?:❌|✅) Your service (.{1,100}) (?:went down\. ❌|is up! ✅)/mu,
];
/** The same after it was made speakable, so that other texts need not be searched. */
const MAYBE = /^(?:\[[^\]]{1,100}\] \[|Your service )/;

export const maySayName = (title: string): boolean => MAYBE.test(title);

/** The watched thing that both texts of a problem and of its end name, as sent; `null` when they are of another kind. */
export function saidName(texts: readonly string[]): string | null {
  for (const text of texts)
    for (const saying of SAYINGS) {
      const name = saying.exec(text.slice(0, 500))?.[1];
      if (name !== undefined) return name;
    }
  return null;
}

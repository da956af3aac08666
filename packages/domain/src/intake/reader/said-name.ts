/**
 * Texts by which Uptime Kuma tells chats that a monitor went down and came back, as its sources write them. They differ in all but
 * the monitor's name. The marks are asked for: `[prod] [DOWN] db-1` of others names no problem.
 */
const SAYINGS = [
  /^\[([^\]\n]{1,100})\] \[(?:🔴 Down|✅ Up)\]/mu,
  /^(?:❌|✅) Your service (.{1,100}) (?:went down\. ❌|is up! ✅)/mu,
];
/** The same after it was made speakable, so that other texts need not be searched. */
const MAY_SAY = /^(?:\[[^\]]{1,100}\] \[|Your service )/;

/** The watched thing that both texts of a problem and of its end name; `null` when they are of another kind. */
export function saidName(title: string, raw: () => readonly string[]): string | null {
  if (!MAY_SAY.test(title)) return null;
  for (const text of raw())
    for (const saying of SAYINGS) {
      const name = saying.exec(text.slice(0, 500))?.[1];
      if (name !== undefined) return name;
    }
  return null;
}

import { NO_SILENCES, type Silences } from "../silences.ts";

/** Where the simulation's clock begins. */
export const START = Date.UTC(2026, 10, 22, 3);

/** A maintenance window, in seconds since the simulation began. */
export interface Window {
  from: number;
  to: number;
}

/** Silences by the virtual clock: maintenance windows, and quiet hours by the person's short name. */
export function silencesOf(
  windows: readonly Window[],
  quiet: Readonly<Record<string, Window>> = {},
): (now: number) => Silences {
  const at = (seconds: number): number => START + seconds * 1000;
  return (now) => {
    const open = windows.filter(({ from, to }) => at(from) <= now && now < at(to));
    const last = open.toSorted((a, b) => b.to - a.to)[0];
    const changes = windows.flatMap(({ from, to }) => [at(from), at(to)]).filter((moment) => moment > now);
    return {
      ...NO_SILENCES,
      maintenance:
        last === undefined ? null : { id: `mnt_${last.from}`, name: "upgrade", until: at(last.to) },
      windowsChangeAt: changes.length === 0 ? null : Math.min(...changes),
      quietUntil: (phoneId, severity) => {
        const hours = quiet[phoneId.slice("ph_".length)];
        if (hours === undefined || severity === "critical") return null;
        return at(hours.from) <= now && now < at(hours.to) ? at(hours.to) : null;
      },
    };
  };
}

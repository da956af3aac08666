import type { LiveHealth } from "../../services/pbx-registry.ts";
import type { FleetEvent, PbxHealth } from "../protocol.ts";

/** A PBX that has said nothing for this long is taken as gone (PbxLinks report every 10 s). */
const HEALTH_EXPIRES_MS = 30_000;

/** The last word of every PBX. Changes are stored, so that a cold start does not begin blind. */
export class HealthBoard {
  private readonly reports = new Map<string, PbxHealth>();
  private readonly store: SyncKvStorage;

  constructor(store: SyncKvStorage, now: number) {
    this.store = store;
    for (const [, report] of store.list<PbxHealth>({ prefix: "health:" })) {
      this.reports.set(report.pbx_id, { ...report, at: now });
    }
  }

  /** Takes a report. `improved`: something may be up that was not up before. */
  take(report: PbxHealth, now: number): { improved: boolean; events: FleetEvent[] } {
    const before = this.reports.get(report.pbx_id);
    this.reports.set(report.pbx_id, { ...report, at: now });
    if (before !== undefined && fingerprint(before) === fingerprint(report))
      return { improved: false, events: [] };
    this.store.put(`health:${report.pbx_id}`, report);
    const improved = report.connected && report.trunks.some((trunk) => trunk.reachable);
    return { improved, events: changes(before, report, now) };
  }

  all(now: number): PbxHealth[] {
    return [...this.reports.values()].map((report) => ({
      ...report,
      connected: report.connected && isFresh(report, now),
    }));
  }

  /** The view that the registry decides by. */
  live(now: number): Map<string, LiveHealth> {
    return new Map(
      this.all(now).map((report) => [
        report.pbx_id,
        {
          connected: report.connected,
          reachableTrunks: new Set(
            report.trunks.filter((trunk) => trunk.reachable).map((trunk) => trunk.trunk_id),
          ),
        },
      ]),
    );
  }
}

function isFresh(report: PbxHealth, now: number): boolean {
  return now - report.at <= HEALTH_EXPIRES_MS;
}

/** What matters of a report; in-flight counts change all the time. */
function fingerprint(report: PbxHealth): string {
  const trunks = report.trunks.map((trunk) => `${trunk.trunk_id}=${trunk.reachable}`).sort();
  return `${report.connected} ${trunks.join(" ")}`;
}

function changes(before: PbxHealth | undefined, report: PbxHealth, at: number): FleetEvent[] {
  const about = { at, pbx_id: report.pbx_id, country: null };
  if (before?.connected !== report.connected)
    return [
      report.connected
        ? { ...about, kind: "pbx_up", trunk_id: null, reason: "its control connection is up" }
        : { ...about, kind: "pbx_down", trunk_id: null, reason: "its control connection is gone" },
    ];
  // What a PBX without a connection says of its trunks is only that nobody can ask.
  if (!report.connected) return [];
  const were = new Map(before.trunks.map((trunk) => [trunk.trunk_id, trunk.reachable]));
  return report.trunks
    .filter(({ trunk_id, reachable }) => were.get(trunk_id) !== reachable)
    .map(({ trunk_id, reachable }) => ({
      ...about,
      trunk_id,
      ...(reachable
        ? { kind: "trunk_up" as const, reason: "it answers OPTIONS" }
        : { kind: "trunk_down" as const, reason: "it does not answer OPTIONS" }),
    }));
}

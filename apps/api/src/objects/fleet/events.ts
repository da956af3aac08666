import type { FleetEvent } from "../protocol.ts";

const MOST = 200;

/** What changed in the fleet and why, newest last. Few: only changes are written, and a PBX changes rarely. */
export class FleetEvents {
  private readonly store: SyncKvStorage;
  private known: FleetEvent[];

  constructor(store: SyncKvStorage) {
    this.store = store;
    this.known = store.get<FleetEvent[]>("events") ?? [];
  }

  add(events: readonly FleetEvent[]): void {
    if (events.length === 0) return;
    this.known = [...this.known, ...events].slice(-MOST);
    this.store.put("events", this.known);
    for (const event of events) console.warn(JSON.stringify({ event: "fleet_changed", ...event }));
  }

  all(): FleetEvent[] {
    return this.known;
  }
}

import { NO_SILENCES, type Silences } from "@callping/domain/alerts/silences";
import { type InForce, inForce, windowsOf } from "@callping/domain/maintenance/in-force";
import type { Maintenance } from "@callping/domain/maintenance/maintenance";
import { parseSchedule } from "@callping/domain/maintenance/parse-schedule";
import { parseQuietHours, type QuietHours, quietUntil } from "@callping/domain/maintenance/quiet-hours";
import type { Snapshot } from "../desk-protocol.ts";

/** A snapshot's silences made ready once: every step of every alert asks for them. */
interface Ready {
  windows: Maintenance[];
  quiet: Map<string, QuietHours>;
  /** What holds for an endpoint, from the moment it was worked out until `windowsChangeAt`. */
  inForce: Map<string, { from: number; holds: InForce }>;
}

const READY = new WeakMap<Snapshot, Ready>();

/** What keeps the phones of an endpoint's alerts silent now. What is stored and not valid silences nobody, loudly. */
export function silencesOf(snapshot: Snapshot | null, endpointId: string, now: number): Silences {
  if (snapshot === null) return NO_SILENCES;
  const ready = READY.get(snapshot) ?? makeReady(snapshot);
  const zone = snapshot.organization.time_zone;
  return {
    ...(ready.windows.length === 0 ? NO_SILENCES : holding(ready, snapshot, endpointId, now)),
    quietUntil: (phoneId, severity) => {
      const hours = ready.quiet.get(phoneId);
      return hours === undefined ? null : quietUntil(hours, severity, zone, now);
    },
  };
}

/** Whether what silences phones differs between two snapshots: then open alerts are looked at anew. */
export function silencesDiffer(before: Snapshot | null, after: Snapshot): boolean {
  const told = (snapshot: Snapshot | null): string =>
    JSON.stringify([
      snapshot?.maintenance ?? [],
      snapshot?.phones.map(({ id, quiet_hours }) => [id, quiet_hours ?? null]) ?? [],
      snapshot?.organization.time_zone,
      snapshot?.endpoints.map(({ id, project_id }) => [id, project_id]) ?? [],
    ]);
  return before === null || told(before) !== told(after);
}

function holding(ready: Ready, snapshot: Snapshot, endpointId: string, now: number): InForce {
  const known = ready.inForce.get(endpointId);
  if (known !== undefined && known.from <= now && now < (known.holds.windowsChangeAt ?? Infinity))
    return known.holds;
  const projectId = snapshot.endpoints.find(({ id }) => id === endpointId)?.project_id ?? null;
  const own = windowsOf(ready.windows, { id: endpointId, projectId });
  const holds = inForce(own, snapshot.organization.time_zone, now);
  ready.inForce.set(endpointId, { from: now, holds });
  return holds;
}

function makeReady(snapshot: Snapshot): Ready {
  const ready: Ready = { windows: [], quiet: new Map(), inForce: new Map() };
  for (const { id, name, endpoint_id: endpointId, project_id: projectId, schedule } of snapshot.maintenance ??
    []) {
    const parsed = parseSchedule(schedule);
    if (parsed.ok) ready.windows.push({ id, name, endpointId, projectId, schedule: parsed.value });
    else console.error("stored maintenance is not valid; it silences nobody", id);
  }
  for (const { id, quiet_hours } of snapshot.phones) {
    if (quiet_hours == null) continue;
    const parsed = parseQuietHours(quiet_hours);
    if (parsed.ok) ready.quiet.set(id, parsed.value);
    else console.error("stored quiet hours are not valid; the phone rings at any time", id);
  }
  READY.set(snapshot, ready);
  return ready;
}

import { percentile } from "@callping/domain/fleet/silence";
import type { RegionRinging } from "../protocol.ts";

const MOST = 500;
/** What a queue of alerts or a night without a PBX made wait says nothing of how fast the way is. */
const LONGEST_MS = 600_000;

/** From webhook to ringing, by the region of the PBX that rang: the last of each, and those since they were recorded. */
export class RingTimes {
  private readonly last = new Map<string, number[]>();
  private readonly fresh = new Map<string, number[]>();

  add(region: string, milliseconds: number): void {
    if (milliseconds > LONGEST_MS) return;
    this.last.set(region, [...(this.last.get(region) ?? []), milliseconds].slice(-MOST));
    this.fresh.set(region, [...(this.fresh.get(region) ?? []), milliseconds].slice(-MOST));
  }

  all(): RegionRinging[] {
    return [...this.last].map(summary);
  }

  /** Those that were not recorded yet; they are taken for recorded. */
  takeFresh(): RegionRinging[] {
    const taken = [...this.fresh].map(summary);
    this.fresh.clear();
    return taken;
  }
}

function summary([region, times]: [string, number[]]): RegionRinging {
  return { region, p50: percentile(times, 0.5), p99: percentile(times, 0.99), calls: times.length };
}

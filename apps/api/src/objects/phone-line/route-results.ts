import { silenceLimit } from "@callping/domain/fleet/silence";
import type { Outcome } from "@callping/domain/calls/outcomes";
import type { Env } from "../../env.ts";
import { fleetName, HOME_REGION } from "../names.ts";
import type { RouteResult } from "../protocol.ts";
import { type CallRow, legOf } from "./rows.ts";

/** What the Fleet said of a call's way. */
export interface Departure {
  silence_ms: number;
  doubtful: boolean;
  pbx_country?: string;
}

/** Enough for the calls of a busy minute; a Fleet that is told late has learned from others. */
const MOST_WAITING = 50;

/**
 * How the legs of a line fared, for the Fleet: told with the next question, so that a good call costs no message of its
 * own. Memory only: what a crash forgets, the next calls tell.
 */
export class RouteResults {
  private readonly env: Env;
  private readonly detach: (what: string, work: Promise<unknown>) => void;
  private readonly departures = new Map<string, Departure>();
  private waiting: RouteResult[] = [];

  constructor(env: Env, detach: (what: string, work: Promise<unknown>) => void) {
    this.env = env;
    this.detach = detach;
  }

  depart(callId: string, { silence_ms, doubtful, pbx_country }: Departure): void {
    this.departures.set(callId, { silence_ms, doubtful, ...(pbx_country !== undefined && { pbx_country }) });
  }

  /** Where the PBX of a call stands; nothing after a crash. */
  placeOf(callId: string): { pbx_country?: string } {
    const country = this.departures.get(callId)?.pbx_country;
    return country === undefined ? {} : { pbx_country: country };
  }

  /** How long the call's leg may stay without ringing, milliseconds. */
  silenceMs(callId: string): number {
    return this.departures.get(callId)?.silence_ms ?? silenceLimit([], false);
  }

  /**
   * A leg has ended. Where its trunk was in doubt the Fleet waits for this; else it goes with the next question.
   * @param measuredFrom when the webhook came, of an alert's first call
   */
  note(call: CallRow, outcome: Outcome, at: number, measuredFrom: number | null = null): void {
    const leg = legOf(call);
    const doubtful = this.departures.get(call.call_id)?.doubtful === true;
    this.departures.delete(call.call_id);
    if (leg === null) return;
    const { pbx_id, trunk_id } = leg;
    const { number, placed_at, ringing_at } = call;
    const delay_ms = placed_at === null || ringing_at === null ? null : Math.max(0, ringing_at - placed_at);
    const measured =
      measuredFrom === null || ringing_at === null || call.tried.some((route) => route.full !== true)
        ? {}
        : { webhook_to_ringing_ms: Math.max(0, ringing_at - measuredFrom) };
    const result = { pbx_id, trunk_id, number, at, outcome, delay_ms, ...measured };
    this.waiting = [...this.waiting, result].slice(-MOST_WAITING);
    if (!doubtful) return;
    const fleet = this.env.FLEET.getByName(fleetName(HOME_REGION));
    this.detach("tell how a doubtful trunk fared", fleet.results(this.take()));
  }

  /** What waits to be told; it is taken for told. */
  take(): RouteResult[] {
    const { waiting } = this;
    this.waiting = [];
    return waiting;
  }
}

import type { TimelineEntry } from "@callping/contract/timeline";

import { formatEntry, formatHeading, type LiveMessage, subjectOf } from "./format.ts";

const MOST_ALERTS = 1000;
/** Beyond this a person reads nothing any more: a load test must not spend its CPU on a terminal. */
const MOST_LINES_A_SECOND = 60;

/** Turns the live messages of one organization into lines; alerts that alternate get their heading again. */
export class LiveView {
  readonly #print: (line: string) => void;
  readonly #receivedAt = new Map<string, number>();
  #lastAlert: string | null = null;
  #second = 0;
  #lines = 0;
  #leftOut = 0;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  show(message: LiveMessage, now: number): void {
    const alertId = subjectOf(message);
    const { entry } = message;
    const receivedAt = this.#remember(alertId, entry);
    const lines = formatEntry(entry, receivedAt);
    if (lines.length === 0) return;
    const heading = this.#lastAlert === alertId ? [] : ["", formatHeading(message)];
    if (!this.#fits(now, heading.length + lines.length)) return;
    this.#lastAlert = alertId;
    for (const line of [...heading, ...lines]) this.#print(line);
  }

  #remember(alertId: string, entry: TimelineEntry): number {
    const known = this.#receivedAt.get(alertId);
    if (known !== undefined) return known;
    const at = Date.parse(entry.at);
    this.#receivedAt.set(alertId, at);
    const oldest = this.#receivedAt.keys().next();
    if (this.#receivedAt.size > MOST_ALERTS && !oldest.done) this.#receivedAt.delete(oldest.value);
    return at;
  }

  #fits(now: number, lines: number): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.#second) {
      if (this.#leftOut > 0)
        this.#print(`  … ${this.#leftOut} entries were left out here; GET /api/v1/alerts has them`);
      this.#second = second;
      this.#lines = 0;
      this.#leftOut = 0;
    }
    this.#lines += lines;
    if (this.#lines <= MOST_LINES_A_SECOND) return true;
    this.#leftOut += 1;
    return false;
  }
}

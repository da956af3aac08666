import { WebSocket } from "ws";
import type { TimelineEntry } from "@callping/domain/alerts/timeline";

export interface LiveEntry {
  alert_id: string;
  title: string;
  entry: TimelineEntry;
}

/** The live feed of one organization, kept from the moment it opened, and searchable while it grows. */
export class LiveFeed {
  readonly entries: LiveEntry[] = [];
  private readonly socket: WebSocket;
  private waiters: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer) => {
      this.entries.push(JSON.parse(data.toString("utf8")) as LiveEntry);
      for (const wake of this.waiters.splice(0)) wake();
    });
  }

  static async open(api: string, apiKey: string): Promise<LiveFeed> {
    const url = new URL("/api/v1/live", api);
    const socket = new WebSocket(`ws://127.0.0.1:${url.port}${url.pathname}`, {
      headers: { host: url.host, authorization: `Bearer ${apiKey}` },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return new LiveFeed(socket);
  }

  /** The first entry that fits, waiting for it at most `withinMs`. */
  async find<T>(what: string, pick: (entry: LiveEntry) => T | undefined, withinMs = 20_000): Promise<T> {
    const giveUpAt = Date.now() + withinMs;
    for (let seen = 0; ;) {
      for (; seen < this.entries.length; seen += 1) {
        const entry = this.entries[seen];
        const found = entry === undefined ? undefined : pick(entry);
        if (found !== undefined) return found;
      }
      await this.next(giveUpAt - Date.now(), what);
    }
  }

  close(): void {
    this.socket.close();
  }

  private next(withinMs: number, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`waited in vain for ${what}; the timeline says:\n${this.describe()}`)),
        Math.max(1, withinMs),
      );
      this.waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private describe(): string {
    return this.entries
      .map(({ entry }) => `  ${entry.at} ${entry.kind} ${JSON.stringify(entry.data)}`)
      .join("\n");
  }
}

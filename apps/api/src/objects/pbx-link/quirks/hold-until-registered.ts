import type { AriRequest } from "../ari/allow-list.ts";

const MOST = 500;

/**
 * A frame glued to the 101 is not read until more bytes come, so nothing is sent before ApplicationRegistered. After a
 * reconnect Asterisk flushes the events of the outage first: what they ask for waits here.
 */
export class HeldRequests {
  private held: AriRequest[] = [];

  hold(request: AriRequest): void {
    this.held.push(request);
    if (this.held.length > MOST)
      console.warn("a control request was dropped: too many wait for the PBX", this.held.shift()?.id);
  }

  release(): AriRequest[] {
    const released = this.held;
    this.held = [];
    return released;
  }
}

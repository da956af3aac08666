import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import type { Address } from "../state/addresses.ts";
import { notFound, rawAnswer } from "./answers.ts";
import { pairs } from "./headers.ts";
import { forwardUpgrade } from "./upgrade.ts";

/** Asterisk's own path for SIP over WebSocket. */
const PATH = "/ws";
/** Asterisk ends a request with a line over 1,023 bytes, and a portal's cookies are none of its business. */
const PASSED = /^(?:host|sec-websocket-.+)$/i;

/** Passes SIP over WebSocket to the PBX of browser phones, from pages of its own host or from what is no page at all. */
export function forwardToPhones(
  incoming: IncomingMessage,
  client: Duplex,
  head: Buffer,
  address: Address,
): void {
  const { host, origin } = incoming.headers;
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)) {
    client.end(rawAnswer(notFound("A browser phone is opened by pages of this host only.")));
    return;
  }
  const headers = pairs(incoming.rawHeaders).flatMap(([name, value]) =>
    PASSED.test(name) ? [name, value] : [],
  );
  const ready = (): Promise<boolean> => Promise.resolve(true);
  void forwardUpgrade(incoming, client, head, { address, ready, rewritten: { path: PATH, headers } });
}

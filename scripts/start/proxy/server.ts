import { Agent, createServer, type Server } from "node:http";
import { once } from "node:events";

import type { Mailbox } from "../mail/mailbox.ts";
import type { Address } from "../state/addresses.ts";
import { answer, notFound, rawAnswer } from "./answers.ts";
import { destinationOf } from "./faces.ts";
import { forward } from "./forward.ts";
import { forwardUpgrade } from "./upgrade.ts";
import { forwardToPhones } from "./phones.ts";
import type { Upstream } from "./upstream.ts";

const CONNECTIONS = 512;

export interface FrontProxy {
  port: number;
  /** Cuts every connection; resolves when the port is free. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 only and stands in for the edge: one port, all hosts. `port` 0 takes any.
 * @param mailbox what the mail face shows
 * @param phones the PBX of browser phones
 */
export async function startProxy(
  port: number,
  upstream: Upstream,
  mailbox?: Pick<Mailbox, "show">,
  phones?: Address,
): Promise<FrontProxy> {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: CONNECTIONS,
    maxFreeSockets: CONNECTIONS,
    scheduling: "lifo",
  });
  const server = createServer({ keepAliveTimeout: 60_000, noDelay: true }, (incoming, response) => {
    const destination = destinationOf(incoming.headers.host, incoming.url ?? "/");
    if (destination.to === "api") void forward(incoming, response, upstream, agent);
    else if (destination.to === "mail" && mailbox !== undefined) mailbox.show(incoming, response);
    else answer(response, notFound(destination.reason));
  });
  const tunnels = new Set<{ destroy(): unknown }>();
  server.on("upgrade", (incoming, client, head) => {
    tunnels.add(client);
    client.once("close", () => tunnels.delete(client));
    const destination = destinationOf(incoming.headers.host, incoming.url ?? "/");
    if (destination.to === "phone" && phones !== undefined) forwardToPhones(incoming, client, head, phones);
    else if (destination.to !== "api") client.end(rawAnswer(notFound(destination.reason)));
    else void forwardUpgrade(incoming, client, head, upstream);
  });
  server.listen({ host: "127.0.0.1", port });
  await once(server, "listening");
  return {
    port: portOf(server),
    async close() {
      for (const tunnel of tunnels) tunnel.destroy();
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the front proxy has no port");
  return address.port;
}

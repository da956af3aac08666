import { agentOf, type Client } from "../services/accounts/client.ts";
import { clientAddress } from "./client-address.ts";
import type { AppContext } from "./context.ts";

/** Where a request comes from. */
export function clientOf(c: AppContext): Client {
  return { address: clientAddress(c), agent: agentOf(c.req.header("user-agent")) };
}

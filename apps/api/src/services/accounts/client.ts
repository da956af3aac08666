/** Where a request comes from, as its sender's network and browser say. */
export interface Client {
  /** An IPv4 address, or the /64 of an IPv6 one. */
  address: string;
  /** `User-Agent`, cut. */
  agent: string;
}

const MOST_AGENT = 300;

/** As stored: nobody's header fills the table. */
export function agentOf(header: string | undefined): string {
  return (header ?? "").replaceAll(/[^\x20-\x7E]/g, "?").slice(0, MOST_AGENT);
}

/** The same browser after its next update. */
export function deviceOf(agent: string): string {
  return agent.replaceAll(/[\d._]+/g, "");
}

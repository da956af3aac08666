import type { AppContext } from "./context.ts";

/** Whoever has a /64 of IPv6 has all of its addresses: they count as one (RFC 6177 gives a site no less). */
const GROUPS_OF_A_SITE = 4;

/** The client's address, for limits: the network sets the header, and takes away what a client says of itself. */
export function clientAddress(c: AppContext): string {
  return siteOf(c.req.header("cf-connecting-ip") ?? "unknown");
}

/** An IPv4 address as it is, of an IPv6 address its /64. */
export function siteOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = head.split(":").filter((group) => group !== "");
  const right = tail === undefined ? [] : tail.split(":").filter((group) => group !== "");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  return groups
    .slice(0, GROUPS_OF_A_SITE)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

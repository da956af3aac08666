/**
 * What a sender may not say for itself. In production the edge sets these; a Worker believes them, so here they are
 * taken from every request. `mf-*` are Miniflare's own: one of them is read as the request's `cf` object.
 */
const FORGED = /^(?:cf-|x-forwarded-|mf-)|^(?:forwarded|x-real-ip|true-client-ip)$/;
/** RFC 9110 §7.6.1: they belong to one connection. Node answers `Expect: 100-continue` by itself. */
const HOP_BY_HOP = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The headers a Worker gets, from node's raw list (name, value, name, value …): order and repeats stay, and the address
 * is the one the connection came from, under the name it has in production.
 */
export function forwardedHeaders(rawHeaders: readonly string[], peerAddress: string): string[] {
  const named = connectionOptions(rawHeaders);
  const kept: string[] = [];
  for (const [name, value] of pairs(rawHeaders)) {
    const lower = name.toLowerCase();
    if (FORGED.test(lower) || HOP_BY_HOP.has(lower) || named.has(lower)) continue;
    kept.push(name, value);
  }
  kept.push("CF-Connecting-IP", peerAddress, "X-Forwarded-Proto", "http");
  // Node frames the body again when it did not come with a length.
  if (pairs(rawHeaders).some(([name]) => name.toLowerCase() === "transfer-encoding"))
    kept.push("Transfer-Encoding", "chunked");
  return kept;
}

/** The headers of a Worker's answer without those of its connection. */
export function answerHeaders(rawHeaders: readonly string[]): string[] {
  const named = connectionOptions(rawHeaders);
  return pairs(rawHeaders)
    .filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !named.has(name.toLowerCase()))
    .flat();
}

/** Headers that `Connection:` names belong to this connection too. */
function connectionOptions(rawHeaders: readonly string[]): Set<string> {
  const values = pairs(rawHeaders).flatMap(([name, value]) =>
    name.toLowerCase() === "connection" ? value.split(",") : [],
  );
  return new Set(values.map((value) => value.trim().toLowerCase()));
}

/** Name and value, from node's raw list. */
export function pairs(rawHeaders: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    list.push([rawHeaders[at] ?? "", rawHeaders[at + 1] ?? ""]);
  return list;
}

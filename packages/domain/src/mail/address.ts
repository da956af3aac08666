/** What stands in an address of ours: `<endpoint id>@<domain>`, or `<endpoint id>+<alert key>@<domain>`. */
export type AlertAddress =
  | { ok: true; endpointId: string; alertKey: string | null }
  | { ok: false; error: { reason: "other_domain" | "no_endpoint_id" } };

const ENDPOINT_ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
/** RFC 5321, section 4.5.3.1.1. */
const MAX_LOCAL_PART = 64;

/** The address of an endpoint. With an alert key by plus addressing (RFC 5233). */
export function alertAddress(endpointId: string, domain: string, alertKey: string | null): string {
  return `${endpointId}${alertKey === null ? "" : `+${alertKey}`}@${domain}`;
}

/**
 * Reads a recipient's address. Whether the endpoint exists is for its Desk to say; here only its form is judged.
 * @param domain the installation's mail domain; compared without regard to case, as the id is. A key is kept as written.
 */
export function readAlertAddress(text: string, domain: string): AlertAddress {
  const at = text.lastIndexOf("@");
  if (text.slice(at + 1).toLowerCase() !== domain.toLowerCase())
    return { ok: false, error: { reason: "other_domain" } };
  const localPart = text.slice(0, Math.max(at, 0));
  const plus = localPart.indexOf("+");
  const endpointId = plus < 0 ? localPart : localPart.slice(0, plus);
  if (localPart.length > MAX_LOCAL_PART || !ENDPOINT_ID.test(endpointId))
    return { ok: false, error: { reason: "no_endpoint_id" } };
  const alertKey = plus < 0 ? "" : localPart.slice(plus + 1);
  return { ok: true, endpointId: endpointId.toLowerCase(), alertKey: alertKey === "" ? null : alertKey };
}

/**
 * Takes the alert key out of a text that quotes the recipient's address: `To`, `Delivered-To`, `Received … for`, and
 * VERP return paths, which write `=` for `@`.
 */
export function withoutAlertKey(text: string, alertKey: string | null): string {
  if (alertKey === null) return text;
  const escaped = alertKey.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(`(?:\\+|%2B)${escaped}(?=[@=>%]|$)`, "gi"), "");
}

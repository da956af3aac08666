/** The product's hosts on one machine, and what stands in front of each name. */
export const FACES = ["site", "portal", "admin", "status", "api", "mail"] as const;
export type Face = (typeof FACES)[number];

const LABELS: Record<Face, string> = {
  site: "",
  portal: "my.",
  admin: "admin.",
  status: "status.",
  api: "api.",
  mail: "mail.",
};
const DOMAIN = "callping.localhost";
/** Behind the `@` of alert addresses. */
export const MAIL_DOMAIN = `alerts.${DOMAIN}`;

/** Origin of a face: `http://my.callping.localhost:8780`. Browsers and curl resolve these names by themselves. */
export function faceOrigin(face: Face, port: number): string {
  return `http://${LABELS[face]}${DOMAIN}:${port}`;
}

/** On the portal's host: SIP over WebSocket of the browser phone. */
const BROWSER_PHONE_PATH = "/phone/ws";

export function browserPhoneUrl(port: number): string {
  return `${faceOrigin("portal", port).replace("http:", "ws:")}${BROWSER_PHONE_PATH}`;
}

/**
 * Where a request goes: to the Worker on the alert's path, to the mailbox, to the PBX of browser phones (WebSocket only),
 * or nowhere, with the reason.
 */
export type Destination = { to: "api" } | { to: "mail" | "phone" | "nothing"; reason: string };

/**
 * Chooses by host and path as the routes of production do: the API host, and `/api/` on the portals' hosts. A bare
 * loopback address is the API too: Asterisk and Node resolve no `*.localhost` name.
 */
export function destinationOf(host: string | undefined, path: string): Destination {
  const name = (host ?? "").toLowerCase().replace(/:\d+$/, "");
  if (name === "127.0.0.1" || name === "localhost" || name === `api.${DOMAIN}`) return { to: "api" };
  const face = FACES.find((candidate) => name === `${LABELS[candidate]}${DOMAIN}`);
  if (face === undefined)
    return {
      to: "nothing",
      reason: `There is no host ${printable(name)} here. The hosts are ${hostList()}.`,
    };
  if ((face === "portal" || face === "admin") && path.startsWith("/api/")) return { to: "api" };
  if (face === "portal" && path === BROWSER_PHONE_PATH)
    return { to: "phone", reason: `${name}${path} speaks SIP over WebSocket only.` };
  const to = face === "mail" ? "mail" : "nothing";
  return { to, reason: `${name} has no pages yet. The API answers at api.${DOMAIN}.` };
}

function hostList(): string {
  return FACES.map((face) => `${LABELS[face]}${DOMAIN}`).join(", ");
}

function printable(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}

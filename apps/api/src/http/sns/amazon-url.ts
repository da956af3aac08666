/** Hosts that Amazon SNS speaks from and for. */
const HOST = /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;
const CERTIFICATE_PATH = /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/;

/** A URL of Amazon SNS itself: https, its own port, nobody's name before the host; `null` for any other. */
export function amazonUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.protocol !== "https:" || url.port !== "") return null;
  return url.username === "" && url.password === "" && HOST.test(url.hostname) ? url : null;
}

/** Where Amazon SNS keeps a certificate that it signs with. */
export function certificateUrl(text: string): URL | null {
  const url = amazonUrl(text);
  return url !== null && CERTIFICATE_PATH.test(url.pathname) && url.search === "" && url.hash === ""
    ? url
    : null;
}

/** The link of a confirmation: nothing else of Amazon SNS is fetched because a message says so. */
export function confirmationUrl(text: string): URL | null {
  const url = amazonUrl(text);
  return url?.searchParams.get("Action") === "ConfirmSubscription" ? url : null;
}

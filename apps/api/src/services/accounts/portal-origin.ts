import type { Env } from "../../env.ts";

/** `https://my.callping.app`, from the API's origin: the portal's hosts differ in their first label alone. */
export function portalOrigin({ API_ORIGIN }: Pick<Env, "API_ORIGIN">): string {
  const url = new URL(API_ORIGIN);
  url.hostname = url.hostname.replace(/^api\./, "my.");
  return url.origin;
}

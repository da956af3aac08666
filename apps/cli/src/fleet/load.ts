import { PBXS, PROVIDERS } from "@callping/domain/fleet/product-fleet";
import { EXIT, type Exit } from "../exit.ts";
import type { FleetWorld } from "./fleet.ts";
import type { CallerIds } from "./options.ts";

/** A command must not hang on a server that does not answer. */
const DEADLINE_MS = 30_000;
const REASON = "the product's own definitions, loaded by callping fleet load";

interface Api extends FleetWorld {
  apiUrl: string;
  apiKey: string;
}

/**
 * Defines the product's PBXs and trunks where they are not defined yet; what is there stays as it is. Trunks come switched
 * off: they carry calls once their PBX has its credentials and somebody switches them on.
 */
export async function load(callerIds: CallerIds, api: Api): Promise<Exit> {
  for (const { trunks, ...pbx } of PBXS) {
    const added = await post(api, "pbxs", { ...pbx, reason: REASON });
    if (added === null) return EXIT.noAnswer;
    api.print(added.token === undefined ? `${pbx.id}: is there already` : `${pbx.id}: token ${added.token}`);
    for (const name of trunks) {
      const caller_ids = callerIds.get(name);
      if (caller_ids === undefined) continue;
      const trunk = await post(api, `pbxs/${pbx.id}/trunks`, {
        ...PROVIDERS[name],
        caller_ids,
        reason: REASON,
      });
      if (trunk === null) return EXIT.noAnswer;
      api.print(`${pbx.id}/${name}: ${trunk.isNew ? "added, switched off" : "is there already"}`);
    }
  }
  return EXIT.asExpected;
}

/** `null` when the server did not do it, which was said. 409 means that it is there already. */
async function post(
  { apiUrl, apiKey, fetch: send, complain }: Api,
  path: string,
  body: object,
): Promise<{ isNew: boolean; token?: string } | null> {
  const url = new URL(`/api/v1/fleet/${path}`, apiUrl);
  // Node resolves no `*.localhost`; one machine's installation answers on its address as well.
  if (url.hostname.endsWith(".localhost")) url.hostname = "127.0.0.1";
  try {
    const answer = await send(url, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(DEADLINE_MS),
      redirect: "error",
    });
    const text = await answer.text();
    if (answer.status === 409) return { isNew: false };
    if (!answer.ok) {
      complain(`${url.href} answered ${answer.status}: ${text.slice(0, 500)}`);
      return null;
    }
    const token: unknown = Object.fromEntries(Object.entries(JSON.parse(text) as object))["token"];
    return { isNew: true, ...(typeof token === "string" && { token }) };
  } catch (error) {
    complain(`${url.href} did not answer: ${String(error)}`);
    return null;
  }
}

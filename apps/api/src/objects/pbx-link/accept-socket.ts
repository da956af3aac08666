import type { Env } from "../../env.ts";
import { digestCredential, matchesCredential } from "../../services/credentials/digest.ts";
import type { PbxDefinition } from "../../services/fleet-definition.ts";

const TOKEN_PURPOSE = "pbx_token";

export type SocketRequest = { ok: true; pbxId: string; token: string } | { ok: false; response: Response };

/** The id in the path and the token in the credentials. An upgrade is never granted first: Asterisk hangs on a close that is glued to the 101. */
export function readSocketRequest(request: Request): SocketRequest {
  const pbxId = /^\/pbx\/([a-z0-9-]{1,32})$/.exec(new URL(request.url).pathname)?.[1];
  if (pbxId === undefined)
    return { ok: false, response: new Response("No PBX has this path.\n", { status: 404 }) };
  const credentials = readBasic(request.headers.get("authorization"));
  if (credentials === null || credentials.name !== pbxId) return { ok: false, response: unauthorized() };
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return {
      ok: false,
      response: new Response("This path takes the control connection of a PBX: a WebSocket.\n", {
        status: 426,
      }),
    };
  }
  return { ok: true, pbxId, token: credentials.token };
}

/** The digest under which the token is accepted, or `null`. */
export async function acceptedDigest(
  env: Env,
  pbx: PbxDefinition | null,
  token: string,
): Promise<string | null> {
  if (pbx === null || !pbx.enabled) return null;
  const accepted = await matchesCredential(env.CREDENTIAL_PEPPER, TOKEN_PURPOSE, token, pbx.tokenDigests);
  return accepted ? digestCredential(env.CREDENTIAL_PEPPER, TOKEN_PURPOSE, token) : null;
}

/** Plain, before the upgrade: Asterisk tries again each second without any harm. */
export function unauthorized(): Response {
  return new Response("Unknown PBX or token.\n", {
    status: 401,
    headers: { "www-authenticate": 'Basic realm="pbx"' },
  });
}

function readBasic(header: string | null): { name: string; token: string } | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]{1,1024})$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  let plain: string;
  try {
    plain = atob(encoded);
  } catch {
    return null;
  }
  const colon = plain.indexOf(":");
  return colon < 0 ? null : { name: plain.slice(0, colon), token: plain.slice(colon + 1) };
}

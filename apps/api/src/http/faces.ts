import type { Env } from "../env.ts";

/** What a host shows. `pbx` is where PBXs fetch audio and open their control socket, when that is a host of its own. */
export type Face = "api" | "my" | "pbx";

type Origins = Pick<Env, "API_ORIGIN" | "AUDIO_ORIGIN" | "DEPLOYMENT">;

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The face of a host name; `null` for a host that is not ours. */
export function faceOf(hostname: string, env: Origins): Face | null {
  const api = new URL(env.API_ORIGIN).hostname;
  if (hostname === api) return "api";
  if (api.startsWith("api.") && hostname === `my.${api.slice("api.".length)}`) return "my";
  // On one machine, tools that cannot resolve *.localhost use the address itself.
  if (env.DEPLOYMENT === "local" && LOOPBACK.test(hostname)) return "api";
  return hostname === new URL(env.AUDIO_ORIGIN).hostname ? "pbx" : null;
}

import { renderControlSocket } from "../control-socket.ts";
import { ARI_MODULES, renderModules, SIP_MODULES } from "../modules.ts";
import { renderSections, type Section } from "../render.ts";
import { checkId, checkRange, ConfigError } from "../values.ts";
import { renderPbxDialplan } from "./dialplan.ts";
import { renderPbxSip, type SipOptions } from "./sip.ts";

/** What one PBX is, wherever its files are written. */
export interface PbxFileOptions extends SipOptions {
  /** `pbx-1`; also the user name on the control socket. */
  id: string;
  rtp: { from: number; to: number };
  control: {
    url: string;
    token: string;
    localPassword: string;
    caListFile?: string;
    /** Asterisk 22.11 and newer pings by itself; before, a half-open connection stays up for ever. */
    pingPongs?: boolean;
  };
  /** The last fuse against a flood of calls; the Worker's own limits come long before. */
  maxCalls?: number;
}

/** A PBX's files beyond those that every Asterisk of ours has. Throws ConfigError for a value that Asterisk must not see. */
export function renderPbxFiles(options: PbxFileOptions): Record<string, string> {
  return {
    ...renderCallFiles(options, { modules: modulesOf(options), rtp: [["icesupport", "no"]] }),
    "extensions.conf": renderPbxDialplan({ announces: announces(options) }),
    "pjsip.conf": renderPbxSip(options),
  };
}

/** What a PBX is made of whatever it rings: its control socket, its modules, its audio. */
export function renderCallFiles(
  options: Pick<PbxFileOptions, "id" | "rtp" | "control">,
  more: { modules: readonly string[]; rtp: Section["entries"] },
): Record<string, string> {
  const rtp = checkRange("RTP ports", options.rtp);
  const general = (...entries: Section["entries"]) => renderSections([{ name: "general", entries }]);
  return {
    ...renderControlSocket({
      ...options.control,
      username: checkId("PBX id", options.id),
      password: options.control.token,
      application: "callping",
    }),
    "modules.conf": renderModules([...SIP_MODULES, ...PBX_MODULES, ...ARI_MODULES, ...more.modules]),
    "rtp.conf": general(["rtpstart", rtp.from], ["rtpend", rtp.to], ["strictrtp", "yes"], ...more.rtp),
    // Longer than the Worker's own 5.4 s. A server that hangs costs a channel twice this long, and hanging up waits for it:
    // only the channel that fetches while the phone rings.
    "res_http_media_cache.conf": general(
      ["timeout_secs", 6],
      ["user_agent", "CallPing"],
      ["protocols", options.control.url.startsWith("wss:") ? "https" : "http,https"],
    ),
  };
}

/** The PBX's own entries for `[options]` of asterisk.conf. */
export function pbxOptionEntries({ maxCalls = 500 }: Pick<PbxFileOptions, "maxCalls">): Section["entries"] {
  if (!Number.isInteger(maxCalls) || maxCalls < 1)
    throw new ConfigError("maxCalls", maxCalls, "a whole number above zero");
  return [["maxcalls", maxCalls]];
}

/** What a PBX has beyond SIP and ARI: digest towards carriers, call headers, a longest call, and audio from the Worker. */
export const PBX_MODULES = [
  "res_pjsip_outbound_authenticator_digest",
  "res_pjsip_header_funcs",
  "func_timeout",
  "func_callerid",
  "func_channel",
  "res_ari_endpoints",
  "res_curl",
  "res_http_media_cache",
] as const;

function modulesOf(options: PbxFileOptions): string[] {
  return [
    ...(options.trunks.some(({ encryptsMedia }) => encryptsMedia) ? ["res_srtp"] : []),
    ...(options.trunks.some(({ registers }) => registers) ? ["res_pjsip_outbound_registration"] : []),
    ...(announces(options) ? ["app_playback", "func_groupcount"] : []),
  ];
}

function announces({ trunks }: PbxFileOptions): boolean {
  return trunks.some(({ inbound }) => inbound === "announcement");
}

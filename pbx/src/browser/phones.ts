import { renderPbxDialplan } from "../config/pbx/dialplan.ts";
import { type PbxFileOptions, renderCallFiles } from "../config/pbx/files.ts";
import { renderSections, type Section } from "../config/render.ts";
import { checkAddress, checkId, checkPort, checkSecret, ConfigError } from "../config/values.ts";

/** The one PBX whose telephones are browser tabs: SIP over WebSocket, DTLS-SRTP, opus. */
export interface BrowserPhonesOptions {
  /** Where `/ws` takes SIP over WebSocket. Loopback: whoever ends TLS stands before it. */
  web: { address: string; port: number };
  /** Where browsers send their audio to, and where it comes from. */
  media: string;
  /** The Worker that knows the credentials of browser sessions: `http://host:port/pbx/<id>/phones`, without a slash at its end. */
  directory: { url: string; username: string; token: string };
}

export type BrowserPbxFileOptions = Pick<PbxFileOptions, "id" | "rtp" | "control" | "maxCalls"> & {
  browserPhones: BrowserPhonesOptions;
};

/** The PJSIP endpoint that calls to browsers leave by: `PJSIP/browser/<number of the browser phone>`. */
export const BROWSER_ENDPOINT = "browser";

/** Its files beyond those that every Asterisk of ours has. Throws ConfigError for a value that Asterisk must not see. */
export function renderBrowserPbxFiles(options: BrowserPbxFileOptions): Record<string, string> {
  const { web, media, directory } = options.browserPhones;
  return {
    // Its audio is bound to one address and told by the addresses of the network cards: the browser hears from there first.
    ...renderCallFiles(options, { modules: MODULES, rtp: [["icesupport", "yes"]] }),
    "http.conf": httpConf(web),
    "pjsip.conf": renderSip(web, checkAddress("media address", media)),
    "sorcery.conf": SORCERY,
    "extconfig.conf": directoryConf(directory),
    "extensions.conf": dialplan(directory),
  };
}

const MODULES = [
  "func_curl",
  "res_config_curl",
  "res_sorcery_realtime",
  "res_pjsip_transport_websocket",
  "res_pjsip_registrar",
  "res_pjsip_endpoint_identifier_user",
  "res_srtp",
  "codec_opus_open_source",
  "res_format_attr_opus",
] as const;

function httpConf({ address, port }: BrowserPhonesOptions["web"]): string {
  const entries: Section["entries"] = [
    ["enabled", "yes"],
    ["bindaddr", checkAddress("web address", address)],
    ["bindport", checkPort("web port", port)],
    // Asterisk's default of 100 counts tabs.
    ["sessionlimit", 1000],
    ["enable_static", "no"],
    ["enable_status", "no"],
  ];
  return renderSections([{ name: "general", entries }]);
}

/**
 * `browser` only dials: no request is ever taken for one of it, since it is known by no address and no login. Requests
 * come from endpoints of the directory, one for each browser session.
 */
function renderSip({ address, port }: BrowserPhonesOptions["web"], media: string): string {
  return renderSections([
    {
      name: "global",
      entries: [
        ["type", "global"],
        ["user_agent", "CallPing"],
        ["endpoint_identifier_order", "auth_username"],
        ["ignore_uri_user_options", "yes"],
      ],
    },
    {
      name: "transport-ws",
      entries: [
        ["type", "transport"],
        ["protocol", "ws"],
        ["bind", `${address}:${port}`],
      ],
    },
    {
      name: BROWSER_ENDPOINT,
      entries: [
        ["type", "endpoint"],
        ["context", "deny-all"],
        ["aors", BROWSER_ENDPOINT],
        ["identify_by", "ip"],
        ["disallow", "all"],
        ["allow", "opus,ulaw"],
        ["webrtc", "yes"],
        ["dtls_auto_generate_cert", "yes"],
        ["dtmf_mode", "auto_info"],
        ["media_address", media],
        ["bind_rtp_to_media_address", "yes"],
        ["rtp_timeout", 30],
        ["timers", "no"],
      ],
    },
    // Nobody is there and nobody dials it: an endpoint without any contact would count as down for ever.
    {
      name: BROWSER_ENDPOINT,
      entries: [
        ["type", "aor"],
        ["contact", `sip:nobody@${address}:${port}`],
      ],
    },
  ]);
}

/** Sessions and registrations are asked for by name when they are needed; nothing is ever listed. */
const SORCERY = renderSections([
  {
    name: "res_pjsip",
    entries: [
      ["endpoint", "config,pjsip.conf,criteria=type=endpoint"],
      ["endpoint", "realtime,ps_endpoints,allow_unqualified_fetch=no"],
      ["auth", "realtime,ps_auths,allow_unqualified_fetch=no"],
      ["aor", "config,pjsip.conf,criteria=type=aor"],
      ["aor", "realtime,ps_aors,allow_unqualified_fetch=no"],
    ],
  },
]);

function directoryConf({ url }: BrowserPhonesOptions["directory"]): string {
  if (!/^https?:\/\/[a-z0-9.-]+:\d{2,5}\/[a-z0-9/-]+[a-z0-9]$/.test(url))
    throw new ConfigError("directory URL", url, "http://host:port/path or https://host:port/path");
  const tables = ["endpoints", "auths", "aors"] as const;
  const entries = tables.map((table) => [`ps_${table}`, `curl,${url}/${table}`] as const);
  return renderSections([{ name: "settings", entries }]);
}

/**
 * The PBX's dialplan, with the directory's login. Not in the URL, where Asterisk's curl driver would take it too: it logs
 * the URL of every request that fails.
 */
function dialplan({ username, token }: BrowserPhonesOptions["directory"]): string {
  const login = `${checkId("directory user name", username)}:${checkSecret("directory token", token)}`;
  return `${renderPbxDialplan({ announces: false })}\n[globals]\nCURLOPT(userpwd) = ${login}\n`;
}

import { renderSections } from "./render.ts";
import { checkControlUrl, checkId, checkSecret } from "./values.ts";

/** Where an Asterisk dials to be controlled over ARI, and as whom. */
export interface ControlSocketOptions {
  /** `ws://127.0.0.1:port/path` here, `wss://host/path` in production (exact-name certificate: Asterisk knows no wildcards). */
  url: string;
  username: string;
  /** Sent as HTTP Basic with `username`. */
  password: string;
  /** The Stasis application that is served by this connection. */
  application: string;
  /** Guards the ARI user that lends its rights to the connection; never leaves the host. */
  localPassword: string;
  /** CA certificates for wss: Asterisk does not use the system's store by itself. */
  caListFile?: string;
  /** Asterisk 22.11 and newer: pings by itself, and gives a dead connection up after a minute. */
  pingPongs?: boolean;
}

/** `ari.conf` and `websocket_client.conf` for one persistent outbound connection. */
export function renderControlSocket(
  options: ControlSocketOptions,
): Record<"ari.conf" | "websocket_client.conf", string> {
  const { url, secure } = checkControlUrl("control URL", options.url);
  const application = checkId("ARI application", options.application);
  const local = `${application}-local`;
  const tls = secure
    ? ([
        ["tls_enabled", "yes"],
        ["ca_list_file", options.caListFile ?? "/etc/ssl/certs/ca-certificates.crt"],
        ["verify_server_cert", "yes"],
        ["verify_server_hostname", "yes"],
      ] as const)
    : ([["tls_enabled", "no"]] as const);
  return {
    "ari.conf": renderSections([
      // The default of 100 ms closes the socket on the first slow write over a long way.
      {
        name: "general",
        entries: [
          ["enabled", "yes"],
          ["pretty", "no"],
          ["websocket_write_timeout", 2000],
        ],
      },
      {
        name: local,
        entries: [
          ["type", "user"],
          ["read_only", "no"],
          ["password", checkSecret("local ARI password", options.localPassword)],
          ["password_format", "plain"],
          ["deny", "0.0.0.0/0.0.0.0"],
          ["deny", "::/0"],
        ],
      },
      {
        name: application,
        entries: [
          ["type", "outbound_websocket"],
          ["websocket_client_id", application],
          ["apps", application],
          ["subscribe_all", "no"],
          ["local_ari_user", local],
        ],
      },
    ]),
    "websocket_client.conf": renderSections([
      {
        name: application,
        entries: [
          ["type", "websocket_client"],
          ["connection_type", "persistent"],
          ["uri", url],
          ["protocols", "ari"],
          ["username", checkId("control user name", options.username)],
          ["password", checkSecret("control token", options.password)],
          ["connection_timeout", 5000],
          ["reconnect_interval", 1000],
          // Persistent means for ever anyway; more attempts a round only delay a changed configuration.
          ["reconnect_attempts", 1],
          ...tls,
          ...(options.pingPongs ? PING_PONGS : []),
        ],
      },
    ]),
  };
}

const PING_PONGS = [
  ["enable_pingpongs", "yes"],
  ["pingpong_interval", 20],
  ["pingpong_probes", 2],
  ["enable_tcp_keepalives", "yes"],
] as const;

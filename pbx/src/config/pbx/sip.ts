import { renderSections, type Section } from "../render.ts";
import { checkAddress, checkFilePath, checkPort } from "../values.ts";
import { networksOf, TRUNK_DEFAULTS, type TrunkOptions, trunkSections } from "./trunk.ts";

export type { TrunkOptions } from "./trunk.ts";

export interface SipOptions {
  sip: { address: string; port: number };
  trunks: readonly TrunkOptions[];
  /** For trunks with `protocol: "tls"`. */
  tls?: TlsOptions;
  /** The address that carriers see, where the machine's own is behind one-to-one NAT, as in most clouds. */
  publicAddress?: string;
}

export interface TlsOptions {
  port: number;
  /** Certificate authorities that a trunk's certificate is checked against. */
  caFile: string;
  /** Our own certificate, for a carrier that asks for one. */
  certificate?: { certFile: string; keyFile: string };
}

/** `pjsip.conf` of a PBX: bound to one address, open to its trunks only (others get 403), every inbound call refused. */
export function renderPbxSip({ sip, trunks, tls, publicAddress }: SipOptions): string {
  const address = checkAddress("SIP address", sip.address);
  const bind = `${address}:${checkPort("SIP port", sip.port)}`;
  const nat = natEntries(address, publicAddress);
  return renderSections([
    {
      name: "global",
      entries: [
        ["type", "global"],
        ["user_agent", "CallPing"],
        ["endpoint_identifier_order", "ip"],
        ["ignore_uri_user_options", "yes"],
      ],
    },
    // 64 x T1 = 32 s is the shortest a dead INVITE may live (RFC 3261 timer B); Asterisk refuses less.
    {
      name: "system",
      entries: [
        ["type", "system"],
        ["timer_t1", 500],
        ["timer_b", 32_000],
      ],
    },
    ...(["udp", "tcp"] as const).map((protocol) => ({
      name: `transport-${protocol}`,
      entries: [["type", "transport"], ["protocol", protocol], ["bind", bind], ...nat] as const,
    })),
    ...(tls ? [{ name: "transport-tls", entries: [...tlsEntries(address, tls), ...nat] }] : []),
    {
      name: "trunks-only",
      entries: [
        ["type", "acl"],
        ["deny", "0.0.0.0/0.0.0.0"],
        ["deny", "::/0"],
        ...[...new Set(trunks.flatMap(networksOf))].map((network) => ["permit", network] as const),
      ],
    },
    { name: "trunk-defaults", from: "!", entries: TRUNK_DEFAULTS },
    ...trunks.flatMap((trunk) => trunkSections(trunk, publicAddress ?? address)),
  ]);
}

function natEntries(address: string, publicAddress: string | undefined): Section["entries"] {
  if (publicAddress === undefined) return [];
  const seen = checkAddress("public address", publicAddress);
  return [
    ["external_signaling_address", seen],
    ["external_media_address", seen],
    ["local_net", `${address}/32`],
  ];
}

/** Carriers use wildcard certificates (`*.pstn.twilio.com`), which RFC 5922 does not know and PJSIP refuses unless told. */
function tlsEntries(address: string, { port, caFile, certificate }: TlsOptions): Section["entries"] {
  return [
    ["type", "transport"],
    ["protocol", "tls"],
    ["bind", `${address}:${checkPort("SIP TLS port", port)}`],
    ["method", "tlsv1_2"],
    ["ca_list_file", checkFilePath("certificate authorities", caFile)],
    ["verify_server", "yes"],
    ["allow_wildcard_certs", "yes"],
    ...(certificate
      ? ([
          ["cert_file", checkFilePath("certificate", certificate.certFile)],
          ["priv_key_file", checkFilePath("certificate's key", certificate.keyFile)],
        ] as const)
      : []),
  ];
}

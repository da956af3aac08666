import type { Section } from "../render.ts";
import {
  checkHost,
  checkId,
  checkNetwork,
  checkPort,
  checkSipPassword,
  checkSipUser,
  ConfigError,
  isAddress,
} from "../values.ts";

/** A SIP trunk: the way from this PBX to one carrier. */
export interface TrunkOptions {
  /** The PJSIP endpoint's name; the Worker dials `PJSIP/<number>@<endpoint>`. */
  endpoint: string;
  /** A host name without a port is looked up by SRV records, and so has the carrier's second address. */
  carrier: { address: string; port?: number; protocol?: "udp" | "tcp" | "tls" };
  /** Where the carrier's own requests come from, as `a.b.c.d/n`; `carrier.address` when left out. */
  networks?: readonly string[];
  /** Host part of our From header; this PBX's SIP address when left out. */
  fromDomain?: string;
  /** User part of our From header, where the carrier wants the login there. */
  fromUser?: string;
  /** Digest login, where the carrier does not know us by address. */
  login?: { username: string; password: string };
  /** Signs in with REGISTER; needs `login`. */
  registers?: boolean;
  /** SRTP with keys in the SDP (SDES): only with `protocol: "tls"`, or the keys go in clear. */
  encryptsMedia?: boolean;
  /** The first is offered first. */
  codecs?: readonly ("ulaw" | "alaw")[];
  /**
   * OPTIONS probes that tell a dead trunk in seconds. `any-answer`: whatever is answered counts, for carriers that
   * refuse OPTIONS. Off only to reproduce a carrier that answers nothing at all.
   */
  probe?: boolean | "any-answer";
  /** Inbound calls are refused, or hear the PBX's announcement. */
  inbound?: "refused" | "announcement";
}

export const TRUNK_DEFAULTS: Section["entries"] = [
  ["type", "endpoint"],
  ["disallow", "all"],
  ["direct_media", "no"],
  ["rtp_symmetric", "yes"],
  ["force_rport", "yes"],
  ["rewrite_contact", "yes"],
  ["dtmf_mode", "rfc4733"],
  ["send_pai", "yes"],
  ["trust_id_outbound", "yes"],
  ["rtp_timeout", 30],
  ["timers", "yes"],
  ["identify_by", "ip"],
];

/** The networks that a trunk's carrier calls from. Throws ConfigError for a host name without them. */
export function networksOf({ networks, carrier }: TrunkOptions): string[] {
  if (networks !== undefined && networks.length > 0)
    return networks.map((network) => checkNetwork("carrier network", network));
  if (!isAddress(carrier.address))
    throw new ConfigError("carrier address", carrier.address, "an IPv4 address, or the carrier's networks");
  return [`${carrier.address}/32`];
}

/** The sections of one trunk: endpoint, address of record, identification and, where it signs in, login and registration. */
export function trunkSections(trunk: TrunkOptions, ownAddress: string): Section[] {
  const name = checkId("trunk endpoint", trunk.endpoint);
  const { protocol = "udp" } = trunk.carrier;
  const { login } = trunk;
  if (trunk.encryptsMedia && protocol !== "tls")
    throw new ConfigError("trunk encryption", protocol, "TLS for a trunk that encrypts its media");
  const sections: Section[] = [
    {
      name,
      from: "trunk-defaults",
      entries: [
        ["context", trunk.inbound === "announcement" ? "announcement" : "deny-all"],
        ["transport", `transport-${protocol}`],
        ["allow", (trunk.codecs ?? ["ulaw", "alaw"]).join(",")],
        ["aors", name],
        ["from_domain", checkHost("From domain", trunk.fromDomain ?? ownAddress)],
        ...(trunk.fromUser === undefined
          ? []
          : ([["from_user", checkSipUser("From user", trunk.fromUser)]] as const)),
        ...(login ? ([["outbound_auth", name]] as const) : []),
        ...(trunk.encryptsMedia ? ([["media_encryption", "sdes"]] as const) : []),
      ],
    },
    { name, entries: [["type", "aor"], ["contact", contactOf(trunk)], ...probes(trunk.probe)] },
    {
      name,
      entries: [
        ["type", "identify"],
        ["endpoint", name],
        ...networksOf(trunk).map((network) => ["match", network] as const),
      ],
    },
  ];
  if (!login) return sections;
  const username = checkSipUser("trunk user name", login.username);
  const auth: Section["entries"] = [
    ["type", "auth"],
    ["auth_type", "digest"],
    ["username", username],
    ["password", checkSipPassword("trunk password", login.password)],
  ];
  sections.push({ name, entries: auth });
  if (trunk.registers) sections.push({ name, entries: registration(name, username, trunk, protocol) });
  return sections;
}

function contactOf({ carrier }: TrunkOptions): string {
  const { protocol = "udp", port } = carrier;
  const host = checkHost("carrier address", carrier.address);
  const at = port === undefined ? host : `${host}:${checkPort("carrier port", port)}`;
  return `sip:${at}${protocol === "udp" ? "" : `;transport=${protocol}`}`;
}

function probes(probe: TrunkOptions["probe"] = true): Section["entries"] {
  if (probe === false) return [];
  return [
    ["qualify_frequency", 5],
    ["qualify_timeout", "1.5"],
    ["qualify_2xx_only", probe === "any-answer" ? "no" : "yes"],
  ];
}

/** Signs in again for ever, whatever the carrier answers: a PBX that gave up would stay silent until somebody looks. */
function registration(
  name: string,
  username: string,
  trunk: TrunkOptions,
  protocol: string,
): Section["entries"] {
  const domain = trunk.fromDomain ?? trunk.carrier.address;
  return [
    ["type", "registration"],
    ["transport", `transport-${protocol}`],
    ["outbound_auth", name],
    ["server_uri", contactOf(trunk)],
    ["client_uri", `sip:${username}@${checkHost("From domain", domain)}`],
    ["contact_user", username],
    ["expiration", 300],
    ["retry_interval", 20],
    ["forbidden_retry_interval", 60],
    ["fatal_retry_interval", 60],
    ["max_retries", 4_294_967_295],
    ["auth_rejection_permanent", "no"],
  ];
}

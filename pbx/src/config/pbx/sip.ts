import { renderSections, type Section } from "../render.ts";
import { checkAddress, checkId, checkPort, checkSecret } from "../values.ts";

/** A SIP trunk: the way from this PBX to one carrier. */
export interface TrunkOptions {
  /** The PJSIP endpoint's name; the Worker dials `PJSIP/<number>@<endpoint>`. */
  endpoint: string;
  carrier: { address: string; port: number; protocol?: "udp" | "tcp" };
  /** Host part of our From header; this PBX's SIP address when left out. */
  fromDomain?: string;
  /** Digest login, where the carrier does not know us by address. */
  login?: { username: string; password: string };
  /** OPTIONS probes that tell a dead trunk in seconds. Off only to reproduce a carrier that answers nothing at all. */
  probe?: boolean;
}

export interface SipOptions {
  sip: { address: string; port: number };
  trunks: readonly TrunkOptions[];
}

/** `pjsip.conf` of a PBX: bound to one address, open to its trunks only (others get 403), every inbound call refused. */
export function renderPbxSip({ sip, trunks }: SipOptions): string {
  const bind = `${checkAddress("SIP address", sip.address)}:${checkPort("SIP port", sip.port)}`;
  const carriers = [
    ...new Set(trunks.map((trunk) => checkAddress("carrier address", trunk.carrier.address))),
  ];
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
      entries: [
        ["type", "transport"],
        ["protocol", protocol],
        ["bind", bind],
      ] as const,
    })),
    {
      name: "trunks-only",
      entries: [
        ["type", "acl"],
        ["deny", "0.0.0.0/0.0.0.0"],
        ["deny", "::/0"],
        ...carriers.map((address) => ["permit", `${address}/32`] as const),
      ],
    },
    { name: "trunk-defaults", from: "!", entries: TRUNK_DEFAULTS },
    ...trunks.flatMap((trunk) => trunkSections(trunk, sip.address)),
  ]);
}

const TRUNK_DEFAULTS: Section["entries"] = [
  ["type", "endpoint"],
  ["context", "deny-all"],
  ["disallow", "all"],
  ["allow", "ulaw,alaw"],
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

function trunkSections(trunk: TrunkOptions, ownAddress: string): Section[] {
  const name = checkId("trunk endpoint", trunk.endpoint);
  const { address, port, protocol = "udp" } = trunk.carrier;
  const suffix = protocol === "tcp" ? ";transport=tcp" : "";
  const contact = `sip:${address}:${checkPort("carrier port", port)}${suffix}`;
  const login = trunk.login;
  const probes =
    (trunk.probe ?? true)
      ? ([
          ["qualify_frequency", 5],
          ["qualify_timeout", "1.5"],
          ["qualify_2xx_only", "yes"],
        ] as const)
      : [];
  const sections: Section[] = [
    {
      name,
      from: "trunk-defaults",
      entries: [
        ["transport", `transport-${protocol}`],
        ["aors", name],
        ["from_domain", checkHost(trunk.fromDomain ?? ownAddress)],
        ...(login ? ([["outbound_auth", name]] as const) : []),
      ],
    },
    { name, entries: [["type", "aor"], ["contact", contact], ...probes] },
    {
      name,
      entries: [
        ["type", "identify"],
        ["endpoint", name],
        ["match", address],
      ],
    },
  ];
  if (!login) return sections;
  const auth = [
    ["type", "auth"],
    ["auth_type", "digest"],
    ["username", checkId("trunk user name", login.username)],
    ["password", checkSecret("trunk password", login.password)],
  ] as const;
  return [...sections, { name, entries: auth }];
}

function checkHost(host: string): string {
  return /^[a-z0-9][a-z0-9.-]{0,252}$/.test(host) ? host : checkAddress("From domain", host);
}

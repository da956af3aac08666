import { renderSections, type Section } from "../render.ts";
import {
  checkAddress,
  checkFilePath,
  checkId,
  checkPort,
  checkSecret,
  checkSipPassword,
  checkSipUser,
} from "../values.ts";

export interface CarrierSipOptions {
  sip: { address: string; port: number };
  /** Known by address, like the customers of a carrier's IP trunk. */
  pbxs: readonly { id: string; address: string; encryptsMedia?: boolean }[];
  /** Known by digest login, like the customers who sign in with REGISTER. */
  customers?: readonly { username: string; password: string }[];
  /** SIP over TLS, for PBXs that encrypt their media (SRTP; they are refused without). */
  tls?: { port: number; certFile: string; keyFile: string };
  /** Digest password of every `softphone-0` … `softphone-9` account. */
  softphonePassword: string;
}

const SOFTPHONES = Array.from({ length: 10 }, (_, index) => `softphone-${index}`);

const ENDPOINT_DEFAULTS: Section["entries"] = [
  ["type", "endpoint"],
  ["transport", "transport-udp"],
  ["disallow", "all"],
  ["allow", "ulaw,alaw"],
  ["direct_media", "no"],
  ["rtp_symmetric", "yes"],
  ["force_rport", "yes"],
  ["rewrite_contact", "yes"],
];

/** `pjsip.conf` of the local carrier: PBXs by address, softphones by registration, nobody else. */
export function renderCarrierSip(options: CarrierSipOptions): string {
  const bind = `${checkAddress("SIP address", options.sip.address)}:${checkPort("SIP port", options.sip.port)}`;
  const password = checkSecret("softphone password", options.softphonePassword);
  return renderSections([
    {
      name: "global",
      entries: [
        ["type", "global"],
        ["user_agent", "CallPing local carrier"],
        ["endpoint_identifier_order", "ip,username"],
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
    ...(options.tls ? [tlsSection(options.sip.address, options.tls)] : []),
    { name: "line-defaults", from: "!", entries: ENDPOINT_DEFAULTS },
    ...options.pbxs.flatMap((pbx) =>
      pbxSections(
        checkId("PBX id", pbx.id),
        checkAddress("PBX address", pbx.address),
        pbx.encryptsMedia ?? false,
      ),
    ),
    ...(options.customers ?? []).flatMap(customerSections),
    ...SOFTPHONES.flatMap((name) => softphoneSections(name, password)),
  ]);
}

function tlsSection(address: string, tls: NonNullable<CarrierSipOptions["tls"]>): Section {
  return {
    name: "transport-tls",
    entries: [
      ["type", "transport"],
      ["protocol", "tls"],
      ["bind", `${address}:${checkPort("SIP TLS port", tls.port)}`],
      ["method", "tlsv1_2"],
      ["cert_file", checkFilePath("certificate", tls.certFile)],
      ["priv_key_file", checkFilePath("certificate's key", tls.keyFile)],
    ],
  };
}

function pbxSections(id: string, address: string, encryptsMedia: boolean): Section[] {
  return [
    {
      name: id,
      from: "line-defaults",
      entries: [
        ["context", "from-pbx"],
        ["dtmf_mode", "rfc4733"],
        ["identify_by", "ip"],
        ...(encryptsMedia
          ? ([
              ["transport", "transport-tls"],
              ["media_encryption", "sdes"],
            ] as const)
          : []),
      ],
    },
    {
      name: id,
      entries: [
        ["type", "identify"],
        ["endpoint", id],
        ["match", address],
      ],
    },
  ];
}

function customerSections(customer: { username: string; password: string }): Section[] {
  const name = checkSipUser("customer", customer.username);
  const account = signedIn(name, checkSipPassword("customer's password", customer.password));
  const entries: Section["entries"] = [
    ["context", "from-pbx"],
    ["dtmf_mode", "rfc4733"],
    ["identify_by", "username"],
    ["auth", name],
    ["aors", name],
  ];
  return [{ name, from: "line-defaults", entries }, ...account];
}

function softphoneSections(name: string, password: string): Section[] {
  return [
    {
      name,
      from: "line-defaults",
      entries: [
        ["context", "deny-all"],
        ["dtmf_mode", "auto_info"],
        ["identify_by", "username"],
        ["auth", name],
        ["aors", name],
      ],
    },
    ...signedIn(name, password),
  ];
}

function signedIn(name: string, password: string): Section[] {
  return [
    {
      name,
      entries: [
        ["type", "aor"],
        ["max_contacts", 1],
        ["remove_existing", "yes"],
        ["qualify_frequency", 30],
      ],
    },
    {
      name,
      entries: [
        ["type", "auth"],
        ["auth_type", "digest"],
        ["username", name],
        ["password", password],
      ],
    },
  ];
}

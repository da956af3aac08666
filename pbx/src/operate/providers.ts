import type { TrunkOptions } from "../config/pbx/trunk.ts";

/** What is known of a provider, so that a definition needs to name only what is the operator's own. */
export interface Provider {
  /** Left out where each account has a host name of its own. */
  host?: string;
  /** Where it has no SRV records to find the port by. */
  ports?: { plain: number; tls: number };
  /** Where its SIP requests come from. Empty: not published, the definition must name them. */
  networks: readonly string[];
  /** Where its audio comes from; the same as `networks` when left out. */
  mediaNetworks?: readonly string[];
  numberFormat: "e164" | "digits";
  codecs: NonNullable<TrunkOptions["codecs"]>;
  /** TLS with SRTP, unless the definition says otherwise. */
  secure: boolean;
  probe: true | "any-answer";
}

/** https://www.twilio.com/docs/sip-trunking/ip-addresses (2026-07): all regions, since any of them may serve a call. */
export const TWILIO: Provider = {
  ports: { plain: 5060, tls: 5061 },
  networks: [
    "54.172.60.0/30",
    "54.244.51.0/30",
    "54.171.127.192/30",
    "35.156.191.128/30",
    "54.65.63.192/30",
    "54.169.127.128/30",
    "54.252.254.64/30",
    "177.71.206.192/30",
  ],
  mediaNetworks: ["168.86.128.0/18"],
  numberFormat: "e164",
  codecs: ["ulaw", "alaw"],
  secure: true,
  probe: true,
};

const TELNYX_MEDIA = [
  "36.255.198.128/25",
  "50.114.136.128/25",
  "50.114.144.0/21",
  "64.16.226.0/24",
  "64.16.227.0/24",
  "64.16.228.0/24",
  "64.16.229.0/24",
  "64.16.230.0/24",
  "64.16.248.0/24",
  "64.16.249.0/24",
  "103.115.244.128/25",
  "103.115.247.0/24",
  "185.246.41.128/25",
  "185.246.42.128/28",
];

const telnyx = (host: string, addresses: readonly string[]): Provider => ({
  host,
  networks: addresses,
  mediaNetworks: TELNYX_MEDIA,
  numberFormat: "e164",
  codecs: ["ulaw", "alaw"],
  secure: true,
  probe: true,
});

/** https://sip.telnyx.com (2026): a region's two addresses, found by SRV records; media comes from wherever it is anchored. */
export const TELNYX = {
  us: telnyx("sip.telnyx.com", ["192.76.120.10/32", "64.16.250.10/32"]),
  eu: telnyx("sip.telnyx.eu", ["185.246.41.140/32", "185.246.41.141/32"]),
  au: telnyx("sip.telnyx.com.au", ["103.115.244.145/32", "103.115.244.146/32"]),
  ca: telnyx("sip.telnyx.ca", ["192.76.120.31/32", "64.16.250.13/32"]),
} as const;

/** The networks are those of Zadarma's dialog "External server (SIP URI)" (2026-07). Numbers go without `+`; it publishes no answer to OPTIONS. */
export const ZADARMA: Provider = {
  host: "sip.zadarma.com",
  networks: [
    "185.45.152.0/24",
    "185.45.154.0/24",
    "185.45.155.0/24",
    "195.122.19.0/27",
    "31.31.222.192/27",
    "15.235.128.64/28",
  ],
  numberFormat: "digits",
  codecs: ["alaw", "ulaw"],
  secure: false,
  probe: "any-answer",
};

/** Publishes no list of addresses: they stand in the contract, and so in the definition. */
export const INTERTELECOM: Provider = {
  host: "sip.intertelecom.ua",
  networks: [],
  numberFormat: "digits",
  codecs: ["alaw", "ulaw"],
  secure: false,
  probe: "any-answer",
};

export const GENERIC: Provider = {
  networks: [],
  numberFormat: "e164",
  codecs: ["alaw", "ulaw"],
  secure: false,
  probe: true,
};

import { ACCOUNT } from "./places.ts";
import type { ResolvedPbx } from "./resolve.ts";

/**
 * `nftables.conf`: SIP from the trunks' networks, audio from their media networks, ssh, and nothing else in; Asterisk
 * itself reaches its trunks, DNS and the control host's port, and nothing else out. One table, so other rules stay.
 */
export function renderNftables({ definition, options, trunks }: ResolvedPbx): string {
  const { sip, rtp, tls, control } = options;
  const sipTcp = tls ? `{ ${sip.port}, ${tls.port} }` : String(sip.port);
  const media = `${rtp.from}-${rtp.to}`;
  const admins = definition.admin_networks;
  const controlPort = new URL(control.url).port || "443";
  const set = (name: string, networks: readonly string[]) =>
    `  set ${name} {\n    type ipv4_addr\n    flags interval\n    auto-merge\n    elements = { ${[...new Set(networks)].join(", ")} }\n  }`;
  return `#!/usr/sbin/nft -f
# Loads again and again without harm: the table is replaced as a whole.
table inet callping_pbx
delete table inet callping_pbx
table inet callping_pbx {
${set(
  "trunks",
  trunks.flatMap(({ networks }) => networks),
)}
${set(
  "media",
  trunks.flatMap(({ mediaNetworks }) => mediaNetworks),
)}

  chain input {
    type filter hook input priority filter; policy drop;
    ct state established,related accept
    ct state invalid drop
    iif "lo" accept
    meta l4proto { icmp, ipv6-icmp } accept
    udp sport 67 udp dport 68 accept
    ${admins ? `ip saddr { ${admins.join(", ")} } ` : ""}tcp dport 22 accept
    ip saddr @trunks udp dport ${sip.port} accept
    ip saddr @trunks tcp dport ${sipTcp} accept
    ip saddr @media udp dport ${media} accept
    limit rate 5/minute log prefix "callping-pbx in: "
  }

  chain output {
    type filter hook output priority filter; policy accept;
    meta skuid != "${ACCOUNT}" accept
    oif "lo" accept
    ct state established,related accept
    udp dport 53 accept
    tcp dport { 53, ${controlPort} } accept
    ip daddr @trunks accept
    ip daddr @media udp sport ${media} accept
    limit rate 5/minute log prefix "callping-pbx out: "
    drop
  }
}
`;
}

import { ACCOUNT, PLACES } from "./places.ts";
import type { ResolvedPbx } from "./resolve.ts";

/**
 * `install.sh`: run as root on the machine, it installs Debian's packages, puts the files in their places and starts the
 * PBX; again after every change, since Asterisk is restarted rather than reloaded. With DESTDIR it only lays out files.
 */
export function renderInstallScript({ preloadsKeepalive }: ResolvedPbx): string {
  const packages = ["asterisk", "ca-certificates", "chrony", "nftables"];
  if (preloadsKeepalive) packages.push("libkeepalive0");
  return `#!/bin/sh
# Puts this PBX's files in their places and (re)starts it: calls that are on are lost, so drain it first.
set -eu
cd "$(dirname "$0")"
root="\${DESTDIR:-}"

if [ -z "$root" ]; then
  # Debian's own service must not start: it has another configuration, and the same ports.
  systemctl mask --now asterisk.service
  apt-get update
  apt-get install -y --no-install-recommends ${packages.join(" ")}
fi

install -d -m 0750 "$root${PLACES.etc}"
install -m 0640 etc/* "$root${PLACES.etc}/"
install -d "$root${PLACES.data}" "$root/etc/systemd/system" "$root/etc/tmpfiles.d" "$root/etc/sysctl.d" "$root/usr/local/sbin"
rm -rf "$root${PLACES.data}/sounds"
cp -r sounds "$root${PLACES.data}/sounds"
chmod -R a+rX,go-w "$root${PLACES.data}"
ln -sfn ${PLACES.documentation} "$root${PLACES.data}/documentation"
install -m 0755 callping-pbx-sweep "$root${PLACES.sweep}"
install -m 0644 systemd/* "$root/etc/systemd/system/"
install -m 0644 callping-pbx.tmpfiles.conf "$root/etc/tmpfiles.d/callping-pbx.conf"
install -b -m 0755 nftables.conf "$root/etc/nftables.conf"
${preloadsKeepalive ? `install -m 0644 callping-pbx.sysctl.conf "$root/etc/sysctl.d/60-callping-pbx.conf"\n` : ""}
[ -z "$root" ] || exit 0
chown -R root:${ACCOUNT} ${PLACES.etc}
sysctl --quiet --system
systemd-tmpfiles --create callping-pbx.conf
systemctl daemon-reload
systemctl enable --now nftables.service callping-pbx-sweep.timer
systemctl reload nftables.service
systemctl enable callping-pbx.service
systemctl restart callping-pbx.service
`;
}

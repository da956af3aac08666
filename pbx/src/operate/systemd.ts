import { STATE_FOLDERS } from "../config/layout.ts";
import { UNWRITABLE_FOLDER } from "../config/instance.ts";
import { ACCOUNT, PLACES, START } from "./places.ts";
import type { ResolvedPbx } from "./resolve.ts";

/** How soon the kernel notices a dead control connection: 10 s of silence, then three probes, 3 s apart. */
export const KEEPALIVE = {
  LD_PRELOAD: "libkeepalive.so",
  KEEPIDLE: "10",
  KEEPINTVL: "3",
  KEEPCNT: "3",
} as const;

/** systemd's units, and what they lean on. File name to content. */
export function renderUnits(pbx: ResolvedPbx): Record<string, string> {
  return {
    "callping-pbx.service": renderService(pbx),
    "callping-pbx-sweep.service": SWEEP_SERVICE,
    "callping-pbx-sweep.timer": SWEEP_TIMER,
  };
}

/** The folders that Asterisk writes to; a recording has nowhere to go. */
export function renderTmpfiles(): string {
  const folders = ["", ...Object.values(STATE_FOLDERS).map((name) => `/${name}`)];
  return [
    ...folders.map((name) => `d ${PLACES.state}${name} 0750 ${ACCOUNT} ${ACCOUNT}`),
    `L+ ${PLACES.state}/${STATE_FOLDERS.spool}/recording - - - - ${UNWRITABLE_FOLDER}`,
    "",
  ].join("\n");
}

/** With data on its way nothing but this bounds how long a dead connection is believed: 28 s in place of 15 minutes. */
export const SYSCTL = "net.ipv4.tcp_retries2 = 6\n";

function renderService({ definition, preloadsKeepalive }: ResolvedPbx): string {
  const keepalive = Object.entries(KEEPALIVE).map(([name, value]) => `Environment=${name}=${value}\n`);
  return `[Unit]
Description=CallPing PBX ${definition.name}
Wants=network-online.target time-sync.target
After=network-online.target time-sync.target nftables.service
Conflicts=asterisk.service
StartLimitIntervalSec=0

[Service]
Type=exec
User=${ACCOUNT}
Group=${ACCOUNT}
ExecStart=${START.join(" ")} -f -n
Restart=always
RestartSec=1
TimeoutStopSec=15
${preloadsKeepalive ? keepalive.join("") : ""}LimitNOFILE=16384
LimitCORE=0
MemoryMax=1G
UMask=0027
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
ReadWritePaths=${PLACES.state}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
LockPersonality=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}

const SWEEP_SERVICE = `[Unit]
Description=Removes cached audio and logs of the CallPing PBX that are older than a day
After=callping-pbx.service

[Service]
Type=oneshot
User=${ACCOUNT}
Group=${ACCOUNT}
ExecStart=${PLACES.sweep}
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=yes
ReadWritePaths=${PLACES.state}
RestrictAddressFamilies=AF_UNIX
`;

const SWEEP_TIMER = `[Unit]
Description=Sweeps the CallPing PBX every hour

[Timer]
OnCalendar=hourly
RandomizedDelaySec=300
Persistent=yes

[Install]
WantedBy=timers.target
`;

import { STATE_FOLDERS } from "../config/layout.ts";
import { UNWRITABLE_FOLDER } from "../config/instance.ts";
import { ACCOUNT, PLACES, START } from "./places.ts";
import type { ResolvedPbx } from "./resolve.ts";
import { KEEPALIVE } from "./systemd.ts";

/** Debian's own Asterisk, unprivileged, on the host's network: RTP through a port mapping would cost audio. */
export function renderDockerfile({ definition, asterisk, preloadsKeepalive }: ResolvedPbx): string {
  const packages = ["asterisk", "ca-certificates", ...(preloadsKeepalive ? ["libkeepalive0"] : [])];
  const folders = Object.values(STATE_FOLDERS).map((name) => `${PLACES.state}/${name}`);
  const environment = Object.entries(KEEPALIVE).map(([name, value]) => `${name}=${value}`);
  return `# docker build -t callping-pbx .
# docker run -d --name ${definition.name} --network host --restart always --cap-drop ALL --security-opt no-new-privileges \\
#   --memory 1g --ulimit nofile=16384 --ulimit core=0 callping-pbx
FROM debian:testing-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends ${packages.join(" ")} \\
 && rm -rf /var/lib/apt/lists/* \\
 && asterisk -V | grep -F "Asterisk ${asterisk}" \\
 && mkdir -p ${folders.join(" ")} ${PLACES.data} \\
 && ln -s ${UNWRITABLE_FOLDER} ${PLACES.state}/${STATE_FOLDERS.spool}/recording \\
 && ln -s ${PLACES.documentation} ${PLACES.data}/documentation \\
 && chown -R ${ACCOUNT}:${ACCOUNT} ${PLACES.state} \\
 && chmod -R o-rwx ${PLACES.state}
COPY sounds ${PLACES.data}/sounds
COPY --chown=root:${ACCOUNT} --chmod=0640 etc/ ${PLACES.etc}/
COPY --chmod=0755 callping-pbx-sweep ${PLACES.sweep}
RUN chmod 0750 ${PLACES.etc} && chown root:${ACCOUNT} ${PLACES.etc}
USER ${ACCOUNT}
${preloadsKeepalive ? `ENV ${environment.join(" ")}\n` : ""}CMD ["/bin/sh", "-c", "(while sleep 3600; do ${PLACES.sweep}; done) & exec ${START.join(" ")} -f -n"]
`;
}

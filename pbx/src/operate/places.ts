import type { Layout } from "../config/layout.ts";
import type { PbxDefinitionFile } from "./definition.ts";

/** Where a production PBX has its parts: beside Debian's own asterisk, whose folders and service are not touched. */
export const PLACES = {
  etc: "/etc/callping-pbx",
  data: "/usr/share/callping-pbx",
  state: "/var/lib/callping-pbx",
  sweep: "/usr/local/sbin/callping-pbx-sweep",
  asterisk: "/usr/sbin/asterisk",
  documentation: "/usr/share/asterisk/documentation",
} as const;

/** The account that Debian's package makes. */
export const ACCOUNT = "asterisk";

const TRIPLETS = { amd64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" } as const;

export function productionLayout({ architecture }: Pick<PbxDefinitionFile, "architecture">): Layout {
  return {
    etc: PLACES.etc,
    data: PLACES.data,
    state: PLACES.state,
    modules: `/usr/lib/${TRIPLETS[architecture]}/asterisk/modules`,
    sbin: "/usr/sbin",
    runAs: { user: ACCOUNT, group: ACCOUNT },
  };
}

export const START = [PLACES.asterisk, "-C", `${PLACES.etc}/asterisk.conf`] as const;

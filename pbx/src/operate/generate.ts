import { renderCommonFiles } from "../config/common-files.ts";
import type { Layout } from "../config/layout.ts";
import { pbxOptionEntries, renderPbxFiles } from "../config/pbx/files.ts";
import type { PbxDefinitionFile } from "./definition.ts";
import { renderDockerfile } from "./dockerfile.ts";
import { renderInstallScript } from "./install-script.ts";
import { renderNftables } from "./nftables.ts";
import { productionLayout, START } from "./places.ts";
import { type ResolvedPbx, resolvePbx } from "./resolve.ts";
import { renderSweep } from "./sweep.ts";
import { renderTmpfiles, renderUnits, SYSCTL } from "./systemd.ts";

export interface GeneratedFile {
  /** Below the out folder. */
  path: string;
  content: string;
  mode: number;
}

/** Written beside the files: what they were made of, without secrets. Marks the folder as one that may be written again. */
export const MANIFEST = "callping-pbx.json";

const SECRET = 0o640;
const PUBLIC = 0o644;
const PROGRAM = 0o755;

/**
 * The whole set of files of a production PBX, the same for the same definition. `etc/` is Asterisk's configuration; the
 * rest is for the machine it runs on. Throws ConfigError for a value that Asterisk must not see.
 */
export function generatePbx(
  definition: PbxDefinitionFile,
  layout: Layout = productionLayout(definition),
): GeneratedFile[] {
  const pbx = resolvePbx(definition);
  const etc = {
    ...renderCommonFiles(definition.name, layout, pbxOptionEntries(pbx.options)),
    ...renderPbxFiles(pbx.options),
  };
  const files = (folder: string, contents: Record<string, string>, mode: number): GeneratedFile[] =>
    Object.entries(contents).map(([name, content]) => ({ path: `${folder}${name}`, content, mode }));
  return [
    ...files("etc/", etc, SECRET),
    ...files("systemd/", renderUnits(pbx), PUBLIC),
    ...files(
      "",
      {
        "callping-pbx.tmpfiles.conf": renderTmpfiles(),
        "nftables.conf": renderNftables(pbx),
        Dockerfile: renderDockerfile(pbx),
        [MANIFEST]: renderManifest(pbx),
        ...(pbx.preloadsKeepalive && { "callping-pbx.sysctl.conf": SYSCTL }),
      },
      PUBLIC,
    ),
    ...files(
      "",
      {
        "install.sh": renderInstallScript(pbx),
        "callping-pbx-sweep": renderSweep({ asterisk: START, state: layout.state }),
      },
      PROGRAM,
    ),
  ];
}

/** What the fleet's definition has to say of this PBX as well. */
function renderManifest({ definition, asterisk, trunks }: ResolvedPbx): string {
  const facts = {
    name: definition.name,
    country: definition.country,
    asterisk,
    trunks: trunks.map(({ id, kind, numberFormat }) => ({ id, kind, number_format: numberFormat })),
  };
  return `${JSON.stringify(facts, null, 2)}\n`;
}

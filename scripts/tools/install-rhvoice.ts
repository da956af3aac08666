/**
 * Unpacks RHVoice and its Ukrainian, Polish and Portuguese voices from Debian into `.callping/rhvoice`, without root:
 * `node scripts/tools/install-rhvoice.ts`. Only apps/speech/scripts/make-prompts.ts uses it; nothing of it is deployed.
 */
import { access, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { downloadPackages } from "@callping/pbx/install/apt";
import { buildFolder } from "@callping/pbx/install/build-folder";
import { findDebianSource } from "@callping/pbx/install/debian-mirror";
import { requireDebianTools } from "@callping/pbx/install/requirements";
import { unpackPackages } from "@callping/pbx/install/unpack";

const ROOT = join(import.meta.dirname, "../../.callping/rhvoice");
const VOICES = ["rhvoice-ukrainian", "rhvoice-polish", "rhvoice-brazilian-portuguese"];

function isInstalled(root: string): Promise<boolean> {
  return access(join(root, "usr/bin/RHVoice-test")).then(
    () => true,
    () => false,
  );
}

if (!(await isInstalled(ROOT))) {
  await requireDebianTools();
  const source = await findDebianSource();
  await buildFolder(
    ROOT,
    async (folder) => {
      const apt = join(folder, ".apt");
      await mkdir(apt);
      const debs = await downloadPackages(["rhvoice", ...VOICES], {
        folder: apt,
        source,
        components: "main non-free",
        onProgress: console.log,
      });
      await unpackPackages(debs, folder);
      await rm(apt, { recursive: true });
    },
    isInstalled,
  );
}
console.log(`RHVoice is in ${ROOT}`);

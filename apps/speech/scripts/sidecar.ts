/**
 * Speaks Ukrainian, Polish and Portuguese by RHVoice for a Worker elsewhere: `node apps/speech/scripts/sidecar.ts [port]`
 * on a PBX host, with CALLPING_SIDECAR_TOKEN in the environment. Listens on 127.0.0.1; a tunnel brings it to the Worker,
 * whose SIDECAR_URL and SIDECAR_TOKEN name it (docs/speech.md).
 */
import { findRhvoice } from "../src/sidecar/rhvoice.ts";
import { startSidecar } from "../src/sidecar/server.ts";

const DEFAULT_PORT = 8751;

const rhvoice = await findRhvoice();
if (rhvoice === null) {
  console.error(
    "RHVoice is not installed here: run `node scripts/tools/install-rhvoice.ts` (110 MB, no root needed).",
  );
  process.exit(1);
}
const token = process.env["CALLPING_SIDECAR_TOKEN"] ?? "";
const sidecar = await startSidecar({
  rhvoice,
  token,
  listenAt: { host: "127.0.0.1", port: Number(process.argv[2] ?? DEFAULT_PORT) },
});
console.log(`RHVoice speaks ${rhvoice.languages.join(", ")} at http://127.0.0.1:${sidecar.port}`);

import { join } from "node:path";
import { findProgram } from "@callping/pbx/install/command";
import { unpackDebianProgram, type UnpackedProgram } from "@callping/pbx/install/debian-program";
import { REPOSITORY_ROOT } from "../../build/bundle.ts";

/** The machine's SIPp; where it has none, Debian's, unpacked once beside Asterisk. */
export async function findSipp(): Promise<UnpackedProgram> {
  const executablePath = await findProgram("sipp");
  if (executablePath !== undefined) return { executablePath, env: {} };
  return unpackDebianProgram(
    { package: "sip-tester", path: "usr/bin/sipp", keep: ["bin", "lib"] },
    join(REPOSITORY_ROOT, ".callping/sipp"),
  );
}

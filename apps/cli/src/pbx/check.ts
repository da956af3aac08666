import { checkPbx, type Report } from "@callping/pbx/operate/check/check-pbx";
import { EXIT, type Exit } from "../exit.ts";
import type { PbxPorts } from "./pbx.ts";

/** `callping pbx check`: whether a PBX's files, and the Asterisk that runs on them, are as they must be. */
export async function check(args: readonly string[], { print, complain }: PbxPorts): Promise<Exit> {
  const [folder, ...more] = args;
  if (folder === undefined || more.length > 0) {
    complain("Name a folder: callping pbx check <folder with etc/asterisk.conf or asterisk.conf>");
    return EXIT.usage;
  }
  let report: Report | null;
  try {
    report = await checkPbx(folder);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "path" in error)) throw error;
    complain(`${error.message}. What to do: run this as root, on the PBX's own machine.`);
    return EXIT.noAnswer;
  }
  if (report === null) {
    complain(`${folder} holds no asterisk.conf, so there is no PBX to check.`);
    return EXIT.usage;
  }
  print(inWords(report));
  return report.faults.length === 0 ? EXIT.asExpected : EXIT.differs;
}

function inWords({ passed, faults, notChecked }: Report): string {
  const found = faults.flatMap(({ check: name, what, means, todo }) => [
    `✗ ${name}: ${what}`,
    `    for alerts: ${means}`,
    `    what to do: ${todo}`,
  ]);
  const untold =
    notChecked.length === 0
      ? []
      : [`– not checked, since no Asterisk runs on these files here: ${notChecked.join(", ")}`];
  const verdict =
    faults.length === 0
      ? `${passed.length} checks passed`
      : `${faults.length} ${faults.length === 1 ? "fault" : "faults"}`;
  return [...passed.map((name) => `✓ ${name}`), ...untold, ...found, verdict].join("\n");
}

import { askRunning } from "./ask-running.ts";
import type { Check, Fault, PbxFacts } from "./facts.ts";
import { FILE_CHECKS } from "./file-checks.ts";
import { readFolder } from "./read-folder.ts";
import { RUNNING_CHECKS } from "./running-checks.ts";
import { SETTING_CHECKS } from "./setting-checks.ts";

const CHECKS: readonly Check[] = [...FILE_CHECKS, ...SETTING_CHECKS, ...RUNNING_CHECKS];

export interface Report {
  /** Names of the checks that found nothing. */
  passed: string[];
  faults: Fault[];
  /** Names of the checks that could not be made, since nothing runs there. */
  notChecked: string[];
}

/** Judges what was found of one PBX. */
export function judgePbx(facts: PbxFacts): Report {
  const report: Report = { passed: [], faults: [], notChecked: [] };
  for (const { name, judge } of CHECKS) {
    const found = judge(facts);
    if (found === null) report.notChecked.push(name);
    else if (found.length === 0) report.passed.push(name);
    else report.faults.push(...found.map((fault) => ({ check: name, ...fault })));
  }
  return report;
}

/** Checks the PBX whose files are in `folder`, and the Asterisk that runs on them; `null` when there are no such files. */
export async function checkPbx(folder: string): Promise<Report | null> {
  const found = await readFolder(folder);
  if (found === null) return null;
  const running = found.installed === null ? null : await askRunning(found);
  return judgePbx({ ...found, running });
}

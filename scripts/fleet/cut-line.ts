import { setTimeout as wait } from "node:timers/promises";

import type { Behaviour } from "../bench/uas/protocol.ts";
import type { Finding } from "./finding.ts";
import { THIRD_PBX } from "./third-pbx.ts";
import type { Rig } from "./rig.ts";

const ALERTS = 12;
const CUT_MS = 20_000;
/** Answered before the cut; the key is pressed in the middle of it; the person listens on until after it. */
const CALL: Behaviour = { ringMs: 1_000, keyAfterMs: 10_000, hangUpAfterKeyMs: 30_000 };
const ANSWERED_AFTER_MS = 3_000;
const TOLD_WITHIN_MS = 8_000;

/** The control connection of a PBX is gone for twenty seconds in the middle of its calls. */
export async function cutLine(rig: Rig): Promise<Finding[]> {
  await rig.untilWell();
  rig.behave(CALL);
  const sent = await rig.alerts(ALERTS, 12, { traced: true });
  await wait(ANSWERED_AFTER_MS);
  const cut = sent.filter((one) => rig.callsTo(one).some(({ from }) => rig.pbxOf.get(from) === THIRD_PBX));
  rig.line.cut();
  await wait(CUT_MS);
  rig.line.mend();
  await wait(TOLD_WITHIN_MS);
  const told = await Promise.all(
    cut.map(async (one) => ({ calls: rig.callsTo(one), facts: await rig.alertOf(one) })),
  );
  const acknowledged = told.filter(({ facts }) => facts.state === "acknowledged").length;
  const again = told.filter(({ calls }) => calls.length > 1).length;
  return [
    {
      promise: "control socket cut for 20 s in mid-call: keys pressed meanwhile acknowledge after it",
      seen: `${acknowledged} of ${cut.length} calls of ${THIRD_PBX} acknowledged ${TOLD_WITHIN_MS / 1000} s after it, ${again} rung again`,
      held: cut.length > 0 && acknowledged === cut.length,
    },
  ];
}

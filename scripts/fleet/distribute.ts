import { setTimeout as wait } from "node:timers/promises";

import { SHORT_CALL } from "../bench/bench.ts";
import type { Finding } from "./finding.ts";
import type { Rig } from "./rig.ts";

const ALERTS = 300;
const A_SECOND = 10;
const UNEVEN = 0.05;
const RING_WITHIN_MS = 5_000;

/** 300 calls over three PBXs, one of which has two trunks: everybody has the same share, and its trunks half each. */
export async function distribute(rig: Rig): Promise<Finding[]> {
  rig.behave(SHORT_CALL);
  const sent = await rig.alerts(ALERTS, A_SECOND);
  await wait(RING_WITHIN_MS);
  const calls = sent.flatMap((one) => rig.callsTo(one));
  const byPbx = Map.groupBy(calls, ({ from }) => rig.pbxOf.get(from) ?? from);
  const shares = ["pbx-1", "pbx-2", "pbx-3"].map((id) => ({
    id,
    count: byPbx.get(id)?.length ?? 0,
    fair: ALERTS / 3,
  }));
  const halves = [0, 1].map((carrier) => ({
    id: `pbx-3's trunk ${carrier + 1}`,
    count: byPbx.get("pbx-3")?.filter((call) => call.carrier === carrier).length ?? 0,
    fair: ALERTS / 6,
  }));
  const all = [...shares, ...halves];
  return [
    {
      promise: `${ALERTS} calls over 3 PBXs and 4 trunks are even within 5 %`,
      seen: `${calls.length} INVITEs; ${all.map(({ id, count }) => `${id}: ${count}`).join(", ")}`,
      held:
        calls.length === ALERTS && all.every(({ count, fair }) => Math.abs(count - fair) <= fair * UNEVEN),
    },
  ];
}

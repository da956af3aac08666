import { setTimeout as wait } from "node:timers/promises";

import type { Behaviour, UasCallRecord } from "../bench/uas/protocol.ts";
import type { Finding } from "./finding.ts";
import type { AlertFacts, Rig, SentAlert } from "./rig.ts";

const ALERTS = 60;
const A_SECOND = 10;
const KILLED_AFTER_MS = 4_500;
const VICTIM = "pbx-2";
/** Long enough that some of its calls ring and some speak when it dies. */
const CALL: Behaviour = { ringMs: 2_000, keyAfterMs: 2_500, hangUpAfterKeyMs: 3_000 };
const SETTLED_WITHIN_MS = 240_000;
const AGAIN = 30;

/** SIGKILL for one PBX in the middle of sixty calls; it is started again by whoever keeps it running. */
export async function killOne(rig: Rig): Promise<Finding[]> {
  rig.behave(CALL);
  const sending = rig.alerts(ALERTS, A_SECOND, { traced: true });
  await wait(KILLED_AFTER_MS);
  const pid = rig.installation.pids()[VICTIM];
  if (pid === undefined) throw new Error(`${VICTIM} does not run`);
  process.kill(pid, "SIGKILL");
  const sent = await sending;
  const facts = await settled(rig, sent);
  const reached = sent.filter(({ alertId }) => facts.get(alertId)?.state === "acknowledged").length;
  const calls = sent.map((one) => rig.callsTo(one));
  const cut = calls.filter(([first]) => first !== undefined && isOf(rig, first, VICTIM)).length;
  const twice = sent.filter((one, index) => rangTwice(calls[index] ?? [], facts.get(one.alertId)));
  await rig.untilWell();
  const again = await rig.alerts(AGAIN, A_SECOND);
  await wait(5_000);
  const used = again.flatMap((one) => rig.callsTo(one)).filter((call) => isOf(rig, call, VICTIM)).length;
  const invites = calls.flat().length;
  return [
    {
      promise: `kill -9 of a PBX in the middle of ${ALERTS} calls: every alert reaches a person`,
      seen: `${reached} acknowledged by key; ${cut} calls had gone through ${VICTIM}; ${invites} INVITEs in all`,
      held: reached === ALERTS && cut > 0,
    },
    {
      promise: "no attempt rings twice",
      seen: `${twice.length} did; ${invites} INVITEs, each with a leg of its own in the timelines`,
      held: twice.length === 0,
    },
    {
      promise: "the PBX comes back and is used again without help",
      seen: `${used} of the next ${AGAIN} calls went through it`,
      held: Math.abs(used - AGAIN / 3) <= 1,
    },
  ];
}

function isOf(rig: Rig, call: UasCallRecord, pbxId: string): boolean {
  return rig.pbxOf.get(call.from) === pbxId;
}

async function settled(rig: Rig, sent: readonly SentAlert[]): Promise<Map<string, AlertFacts>> {
  const facts = new Map<string, AlertFacts>();
  for (const giveUpAt = Date.now() + SETTLED_WITHIN_MS; Date.now() < giveUpAt; await wait(1_000)) {
    for (const one of sent) {
      if (facts.get(one.alertId)?.state === "acknowledged") continue;
      facts.set(one.alertId, await rig.alertOf(one));
    }
    if ([...facts.values()].every(({ state }) => state === "acknowledged")) break;
  }
  return facts;
}

/** An INVITE that no leg of the timeline explains, a leg with two, or a second leg of an attempt whose first had not ended. */
function rangTwice(calls: readonly UasCallRecord[], facts: AlertFacts | undefined): boolean {
  const legs = new Set<string>();
  const openLegs = new Map<string, string>();
  for (const entry of facts?.timeline ?? []) {
    if (entry.kind === "leg_failed" || entry.kind === "call_ended") openLegs.delete(entry.data.attempt_id);
    if (entry.kind !== "call_placed") continue;
    if (openLegs.has(entry.data.attempt_id)) return true;
    openLegs.set(entry.data.attempt_id, entry.data.leg_id);
    legs.add(entry.data.leg_id);
  }
  const ids = calls.map(({ legId }) => legId);
  return new Set(ids).size !== ids.length || ids.some((id) => !legs.has(id));
}

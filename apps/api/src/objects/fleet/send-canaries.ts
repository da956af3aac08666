import { createId } from "@callping/contract/ids";
import type { Env } from "../../env.ts";
import { whoseIs } from "../../services/fleet/check-canary.ts";
import { recordCanary } from "../../services/fleet/record-checks.ts";
import type { Route } from "../../services/pbx-registry.ts";
import { pbxLinkName } from "../names.ts";
import type { FleetEvent } from "../protocol.ts";
import { canaryScript } from "./canary-script.ts";
import { type Canaries, type Canary, canaryNews, type DueCanary } from "./canaries.ts";

/** An echo number answers at once. */
const RING_SECONDS = 20;
/** All the trunk may carry is on: it works, and a test call would take a customer's place. */
const IN_USE = "busy";

export interface CanaryWorld {
  env: Env;
  canaries: Canaries;
  /** Name of the Fleet object: the PBXs report to it. */
  name: string;
  tell: (events: readonly FleetEvent[]) => void;
}

/** Places the test calls that are due, one after the other. Answers with the trunks whose PBX took one. */
export async function sendCanaries(world: CanaryWorld, due: readonly DueCanary[]): Promise<Route[]> {
  const placed: Route[] = [];
  for (const one of due) {
    const route = { pbx_id: one.pbx.id, trunk_id: one.trunk.id };
    try {
      if (await send(world, one)) placed.push(route);
    } catch (error) {
      console.error("a test call was not made; its next turn tries again", route, String(error));
    }
  }
  return placed;
}

/** Whether the PBX took it. */
async function send({ env, canaries, name, tell }: CanaryWorld, due: DueCanary): Promise<boolean> {
  // Asked at every call: somebody may have saved the number as their own since it was set. No answer, no call.
  const owner = await whoseIs(env, due.number);
  if (canaries.isTaken(due, Date.now())) return false;
  const canary = canaries.begin(due, createId("leg"), Date.now());
  if (owner !== null)
    console.error("the canary number is somebody's: no test calls", due.pbx.id, due.trunk.id, owner);
  const refused = owner === null ? await place(env, name, canary) : "forbidden";
  if (refused === null) return true;
  if (refused === IN_USE) {
    canaries.end(canary, refused, canary.was_ok ?? true);
    return false;
  }
  const ended = canaries.end(canary, refused, false);
  tell(canaryNews(ended));
  await recordCanary(env.DB, ended, null);
  return false;
}

/** `null` when the PBX has it; else why not. */
async function place(env: Env, line: string, canary: Canary): Promise<string | null> {
  const answer = await env.PBX_LINK.getByName(pbxLinkName(canary.pbx_id)).place({
    leg_id: canary.leg_id,
    call_id: createId("call"),
    line,
    organization_id: "org_operators",
    number: canary.number,
    trunk_id: canary.trunk_id,
    ring_seconds: RING_SECONDS,
    script: canaryScript(),
    leaves_room: true,
  });
  return answer.ok || answer.reason === "known_leg" ? null : answer.reason;
}

import type { Statement } from "@callping/api/db/statement";

import type { Secrets } from "../../start/state/secrets.ts";
import type { BenchPlan } from "../options.ts";
import { type HopSite, seedHopSite } from "./hop-site.ts";
import { type Lane, laneStatements, makeLanes } from "./lanes.ts";

export interface Site {
  lanes: Lane[];
  /** Three endpoints an organization that ring nobody. */
  pausedLanes: Lane[];
  hopSite: HopSite;
  statements: Statement[];
}

const PAUSED_EACH = 3;
const UUIDS_A_STATEMENT = 90;

/** The organizations of a run and the rows behind them. */
export async function seedSite(
  plan: Pick<BenchPlan, "organizations" | "lanesEach"> & Partial<Pick<BenchPlan, "only">>,
  secrets: Secrets,
  hopLanes?: number,
): Promise<Site> {
  const all = await makeLanes(plan.organizations, plan.lanesEach + PAUSED_EACH, secrets.endpointIdKeys);
  const pausedFrom = plan.organizations * plan.lanesEach;
  const [lanes, pausedLanes] = [all.slice(0, pausedFrom), all.slice(pausedFrom)];
  const hop = await seedHopSite(all.length, secrets, hopLanes);
  const patient = plan.only?.has("sipp") === true ? [PATIENT] : [];
  const statements = [...laneStatements(all), ...pause(pausedLanes), ...hop.statements, ...patient, PUSHED];
  return { lanes, pausedLanes, hopSite: hop.site, statements };
}

function pause(lanes: readonly Lane[]): Statement[] {
  const statements: Statement[] = [];
  for (let start = 0; start < lanes.length; start += UUIDS_A_STATEMENT) {
    const params = lanes.slice(start, start + UUIDS_A_STATEMENT).map((lane) => lane.endpointUuid);
    const marks = params.map(() => "?").join(", ");
    statements.push({ sql: `UPDATE endpoints SET paused = 1 WHERE uuid IN (${marks})`, params });
  }
  return statements;
}

/** SIPp presses no key: who hangs up is rung again long after the run. */
const PATIENT: Statement = {
  sql: "UPDATE scenarios SET plan = ?, version = version + 1",
  params: [JSON.stringify({ redial: { hung_up: 3600, answered_no_key: 3600 } })],
};

/** Hundreds of organizations that all changed this minute are no steady state: each Desk asks for its own on first use. */
const PUSHED: Statement = { sql: "UPDATE organizations SET pushed_version = config_version", params: [] };

import { readEndpointId } from "../../endpoint-id/read.ts";
import type { Env } from "../../env.ts";
import type { Snapshot, SnapshotEndpoint, SnapshotScenario } from "../../objects/desk-protocol.ts";
import type { FieldProblem } from "../parse-body.ts";

/** Where the webhook would go: an endpoint, and the Desk that has its alerts. */
export interface Target {
  endpoint: SnapshotEndpoint;
  shard: number;
}

export type FoundTarget = { ok: true; target: Target } | { ok: false; problems: FieldProblem[] };

/** The endpoint that is named, or one as a new endpoint of the scenario that is named would be. */
export async function findTarget(
  env: Pick<Env, "ENDPOINT_ID_KEYS">,
  snapshot: Snapshot,
  named: { endpoint?: string | undefined; scenario?: string | undefined },
): Promise<FoundTarget> {
  const { endpoint: endpointId, scenario: scenarioId } = named;
  if ((endpointId === undefined) === (scenarioId === undefined))
    return failed("endpoint", "Name either an endpoint or a scenario.");
  if (scenarioId !== undefined) {
    const scenario = snapshot.scenarios.find(({ id }) => id === scenarioId);
    if (scenario === undefined)
      return failed("scenario", "There is no scenario of this id in this organization.");
    return { ok: true, target: { endpoint: newEndpoint(scenario), shard: 0 } };
  }
  const endpoint = snapshot.endpoints.find(({ id }) => id === endpointId);
  if (endpoint === undefined)
    return failed("endpoint", "There is no endpoint of this id in this organization.");
  const address = await readEndpointId(env.ENDPOINT_ID_KEYS, endpoint.uuid);
  return { ok: true, target: { endpoint, shard: address?.shard ?? 0 } };
}

function failed(path: string, message: string): FoundTarget {
  return { ok: false, problems: [{ path, message }] };
}

/** In the scenario's own project, with the product's defaults, as the table has them. */
function newEndpoint({ id, project_id = "" }: SnapshotScenario): SnapshotEndpoint {
  return {
    id: "end_of-a-dry-run",
    uuid: "",
    name: "a new endpoint",
    project_id,
    scenario_id: id,
    paused: false,
    default_severity: "major",
    alert_key_digest: null,
    auto_close_seconds: 14_400,
  };
}

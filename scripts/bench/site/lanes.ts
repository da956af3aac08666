import { randomBytes } from "node:crypto";

import { organizationStatements } from "@callping/api/db/organizations";
import type { Statement } from "@callping/api/db/statement";
import { mintEndpointId } from "@callping/api/endpoint-id/mint";

/** One way in and the one phone that it rings. */
export interface Lane {
  organization: number;
  endpointUuid: string;
  number: string;
}

/** Beyond the demo's. */
const FIRST_ORGANIZATION = 1000;
/** +33 1 99 00 is reserved for fiction and has four digits left. */
export const MOST_LANES = 10_000;

/**
 * Lanes of many organizations, one after the other in turns: neighbours in the list belong to different organizations.
 * A number is rung again only after all others: the cooldown of 60 s never holds a call when a round takes longer.
 */
export async function makeLanes(
  organizations: number,
  lanesEach: number,
  endpointIdKeys: string,
): Promise<Lane[]> {
  if (organizations * lanesEach > MOST_LANES)
    throw new RangeError(`at most ${MOST_LANES} numbers are there to ring`);
  const lanes: Lane[] = [];
  for (let lane = 0; lane < lanesEach; lane += 1) {
    for (let index = 0; index < organizations; index += 1) {
      const organization = FIRST_ORGANIZATION + index;
      const random = new Uint8Array(randomBytes(8));
      lanes.push({
        organization,
        endpointUuid: await mintEndpointId(endpointIdKeys, {
          organizationNumber: organization,
          shard: 0,
          keyId: 0,
          random,
        }),
        number: `+3319900${String(lanes.length).padStart(4, "0")}`,
      });
    }
  }
  return lanes;
}

/** The rows behind the lanes. */
export function laneStatements(lanes: readonly Lane[]): Statement[] {
  const byOrganization = Map.groupBy(lanes, (lane) => lane.organization);
  return organizationStatements(
    [...byOrganization].map(([number, own]) => ({
      number,
      lanes: own.map(({ endpointUuid, number: phoneNumber }) => ({ endpointUuid, phoneNumber })),
    })),
    new Date().toISOString(),
  );
}

/** Deals lanes out in turns for the whole run. */
export class LaneDealer {
  readonly #lanes: readonly Lane[];
  #next = 0;

  constructor(lanes: readonly Lane[]) {
    this.#lanes = lanes;
  }

  take(): Lane {
    const lane = this.#lanes[this.#next % this.#lanes.length];
    if (lane === undefined) throw new Error("there is no lane");
    this.#next += 1;
    return lane;
  }
}

import { fleetName, HOME_REGION } from "../names.ts";
import type { LinkParts } from "./parts.ts";

/** Tells the Fleet how this PBX stands, beside whatever is going on. The next pulse repeats what did not arrive. */
export function reportHealth(parts: LinkParts): void {
  const pbxId = parts.pbxId();
  if (pbxId === "") return;
  const connected = parts.socket.registered;
  const trunks = (parts.definition.current?.trunks ?? []).map((trunk) => ({
    trunk_id: trunk.id,
    reachable: connected && trunk.enabled && parts.trunks.isReachable(trunk.endpoint),
    in_flight: parts.ledger.inFlight(trunk.id),
  }));
  const health = { pbx_id: pbxId, connected, trunks, at: Date.now() };
  parts.detach("report health", parts.env.FLEET.getByName(fleetName(HOME_REGION)).reportHealth(health));
}

import type { PbxDefinition } from "../../services/fleet-definition.ts";
import type { SocketFacts } from "./control-socket.ts";

/** Whether the token of an open socket is still one of the accepted ones. No socket: nothing to object to. */
export function isTokenAccepted(pbx: PbxDefinition | null, facts: SocketFacts | null): boolean {
  if (facts === null) return true;
  return pbx !== null && pbx.enabled && pbx.tokenDigests.includes(facts.tokenDigest);
}

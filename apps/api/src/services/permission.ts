import type { Scope } from "@callping/contract/api/scopes";
import type { ApiCaller } from "./credentials/find-caller.ts";

/** Who changes something: whose organization it is, and what they may do. */
export type Actor = ApiCaller;

export interface MissingScope {
  reason: "missing_scope" | "missing_role";
  detail: string;
}

/** `null` when the actor has the scope. The first question of every verb that changes something. */
export function missingScope(actor: Pick<Actor, "scopes">, scope: Scope): MissingScope | null {
  if (actor.scopes.includes(scope)) return null;
  return { reason: "missing_scope", detail: `This needs the scope ${scope}.` };
}

/**
 * `null` when the actor may change a member's numbers: their own, or as an admin or owner anybody's. Whoever could change where
 * another's telephone rings could take their alerts. A key has no person behind it: its scope decides.
 */
export function notTheirNumbers(
  { memberId, scopes }: Pick<Actor, "memberId" | "scopes">,
  ownerId: string | null,
): MissingScope | null {
  if (memberId === undefined || ownerId === null || ownerId === memberId) return null;
  if (scopes.includes("organization:write")) return null;
  return { reason: "missing_role", detail: "This needs the role admin: it is another member's number." };
}

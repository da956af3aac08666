import type { Scope } from "@callping/contract/api/scopes";
import type { ApiCaller } from "./credentials/find-caller.ts";

/** Who changes something: whose organization it is, and what they may do. */
export type Actor = ApiCaller;

export interface MissingScope {
  reason: "missing_scope";
  detail: string;
}

/** `null` when the actor has the scope. The first question of every verb that changes something. */
export function missingScope(actor: Pick<Actor, "scopes">, scope: Scope): MissingScope | null {
  if (actor.scopes.includes(scope)) return null;
  return { reason: "missing_scope", detail: `This needs the scope ${scope}.` };
}

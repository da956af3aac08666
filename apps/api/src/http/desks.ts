import type { Env } from "../env.ts";
import type { DeskRpc } from "../objects/desk-protocol.ts";
import { deskName } from "../objects/names.ts";
import type { Caller } from "./context.ts";

/** What the routes use of a Desk. */
export type DeskStub = Pick<
  DeskRpc,
  | "receive"
  | "ping"
  | "command"
  | "alert"
  | "liveAlerts"
  | "call"
  | "storedRequest"
  | "standing"
  | "heldRequests"
  | "watchReport"
  | "drill"
  | "drillsAhead"
> & {
  fetch(request: Request): Promise<Response>;
};

/** A fresh stub each time: one that has thrown may stay broken. */
export function deskOf(env: Env, organizationNumber: number, shard: number): DeskStub {
  return env.DESK.getByName(deskName(organizationNumber, shard));
}

/** Every Desk of the caller's organization. */
export function desksOf(env: Env, caller: Caller): DeskStub[] {
  return Array.from({ length: caller.shards }, (_, shard) => deskOf(env, caller.organizationNumber, shard));
}

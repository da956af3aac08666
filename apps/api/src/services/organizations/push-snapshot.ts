import type { Env } from "../../env.ts";
import { deskName } from "../../objects/names.ts";
import { buildSnapshot } from "./build-snapshot.ts";

/** An organization as far as its Desks are concerned. */
export interface DeskOwner {
  number: number;
  shards: number;
}

type Bindings = Pick<Env, "DB" | "DESK" | "NUMBER_HASH_KEY">;

/**
 * Gives every Desk of an organization its configuration as D1 has it now.
 * @throws when a Desk cannot be reached: the organization then stays lagging, and the sweep of each minute pushes again.
 */
export async function pushSnapshot(env: Bindings, { number, shards }: DeskOwner): Promise<void> {
  const { DB, DESK } = env;
  const snapshot = await buildSnapshot(env, number);
  if (snapshot === null) return;
  const names = Array.from({ length: shards }, (_, shard) => deskName(number, shard));
  await Promise.all(names.map((name) => DESK.getByName(name).replaceSnapshot(snapshot)));
  await DB.prepare("UPDATE organizations SET pushed_version = ? WHERE number = ?")
    .bind(snapshot.config_version, number)
    .run();
}

/** A change is pushed when it was made. `false`: a Desk could not be told, and takes it from the sweep within a minute. */
export async function pushChange(env: Bindings, owner: DeskOwner): Promise<boolean> {
  try {
    await pushSnapshot(env, owner);
    return true;
  } catch (error) {
    console.error("a change is stored, but a Desk could not be told; the sweep repeats it", String(error));
    return false;
  }
}

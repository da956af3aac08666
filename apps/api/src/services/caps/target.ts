import type { Env } from "../../env.ts";
import type { DeskOwner } from "../organizations/push-snapshot.ts";

/** The organization that an operator acts on. */
export interface Target extends DeskOwner {
  id: string;
  name: string;
}

/** `null`: there is none of this id. */
export async function findTarget({ DB }: Pick<Env, "DB">, id: string): Promise<Target | null> {
  return DB.prepare("SELECT id, name, number, shards FROM organizations WHERE id = ?")
    .bind(id)
    .first<Target>();
}

import type { Env } from "../env.ts";
import type { Actor } from "../services/permission.ts";
import type { AppContext } from "./context.ts";

/** Who acts: the API key's holder. */
export function actorOf(c: AppContext): Actor {
  const { scopes, ...caller } = c.get("caller");
  return { ...caller, scopes: [...scopes] };
}

/** The environment, and who acts in it. */
export function actingIn(c: AppContext): [env: Env, actor: Actor] {
  return [c.env, actorOf(c)];
}

/** The id in the path. */
export function idOf(c: AppContext): string {
  return c.req.param("id") ?? "";
}

export function nowIso(): string {
  return new Date().toISOString();
}

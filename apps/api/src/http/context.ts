import type { Scope } from "@callping/contract/api/scopes";
import type { Context } from "hono";
import type { Env } from "../env.ts";

/** Who calls the API: an API key, and the organization it belongs to. */
export interface Caller {
  keyId: string;
  keyName: string;
  organizationId: string;
  organizationNumber: number;
  shards: number;
  scopes: readonly Scope[];
}

export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** `req_…`: in every answer, in every problem document, and on a webhook's record. */
    requestId: string;
    /** Set on routes with `auth: "api_key"` only. */
    caller: Caller;
  };
}

export type AppContext = Context<AppEnv>;
export type Handler = (c: AppContext) => Response | Promise<Response>;

import type { Scope } from "@callping/contract/api/scopes";
import type { Context } from "hono";
import type { Env } from "../env.ts";
import type { LiveSession } from "../services/accounts/session-row.ts";
import type { SessionClaims } from "../services/accounts/session-token.ts";
import type { Face } from "./faces.ts";

export interface SignedIn {
  session: LiveSession;
  claims: SessionClaims;
}

/** Who calls the API, and for which organization: an API key, or a member who is signed in. */
export interface Caller {
  /** The key's id, or the user's. */
  keyId: string;
  keyName: string;
  /** Of a session: whose phone they may be, whatever their role. */
  memberId?: string;
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
    face: Face;
    /** Set on routes with `auth: "key_or_session"` only. */
    caller: Caller;
    /** Set on routes with `auth: "session"`, and with `key_or_session` when it is one. */
    signedIn: SignedIn;
  };
}

export type AppContext = Context<AppEnv>;
export type Handler = (c: AppContext) => Response | Promise<Response>;

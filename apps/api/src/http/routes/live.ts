import type { AppContext } from "../context.ts";
import { deskOf } from "../desks.ts";
import { problem } from "../problem.ts";
import { isUpgrade, passOn } from "../sockets.ts";

/** Tells the Desk who watches. Set here alone: what a client sends under this name is replaced. */
export const WATCHER_HEADER = "x-callping-watcher";

/** `GET /api/v1/live`: the Desk's socket, once the caller was checked here. */
export async function watchLive(c: AppContext): Promise<Response> {
  if (!isUpgrade(c))
    return problem(c, "upgrade_required", "This URL speaks WebSocket only.", {
      headers: { upgrade: "websocket" },
    });
  const caller = c.get("caller");
  const headers = new Headers(c.req.raw.headers);
  headers.delete("authorization");
  headers.delete("cookie");
  headers.set(WATCHER_HEADER, caller.keyId);
  const desk = deskOf(c.env, caller.organizationNumber, 0);
  return passOn(c, await desk.fetch(new Request(c.req.raw, { headers })));
}

import { pbxLinkName } from "../../objects/names.ts";
import type { AppContext } from "../context.ts";
import { problem } from "../problem.ts";
import { isUpgrade, passOn } from "../sockets.ts";
import { unknownRoute } from "../entry.ts";

const PBX_ID = /^[a-z0-9-]{1,32}$/;

/** `GET /pbx/:id`: the control socket that Asterisk opens. The object checks the token and answers 401 before the upgrade. */
export async function connectPbx(c: AppContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  if (!PBX_ID.test(id)) return unknownRoute(c);
  if (!isUpgrade(c))
    return problem(c, "upgrade_required", "This URL speaks WebSocket only.", {
      headers: { upgrade: "websocket" },
    });
  return passOn(c, await c.env.PBX_LINK.getByName(pbxLinkName(id)).fetch(c.req.raw));
}

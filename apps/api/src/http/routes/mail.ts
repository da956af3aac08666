import { MAX_RECIPIENTS } from "@callping/domain/mail/limits";
import { constantTimeEqual, hmac } from "../../services/credentials/hmac.ts";
import type { AppContext } from "../context.ts";
import { deskOf } from "../desks.ts";
import { unknownRoute } from "../entry.ts";
import { replyTo } from "../mail/outcome.ts";
import { receiveMail } from "../mail/receive-mail.ts";

/**
 * `POST /mail/incoming?from=…&to=…`: the SMTP listener of an installation on one machine hands a raw message over.
 * Answers with an SMTP reply a recipient: `{ replies: [{ code, text }] }`. For anybody else the route does not exist.
 */
export async function takeMail(c: AppContext): Promise<Response> {
  if (!(await isListener(c))) return unknownRoute(c);
  const { env } = c;
  const outcomes = await receiveMail(
    { env, desk: (organization, shard) => deskOf(env, organization, shard) },
    {
      from: c.req.query("from") ?? "",
      to: (c.req.queries("to") ?? []).slice(0, MAX_RECIPIENTS),
      raw: c.req.raw.body ?? new Blob([]).stream(),
    },
  );
  return c.json({ replies: outcomes.map((outcome) => replyTo(outcome, env.MAIL_DOMAIN)) });
}

async function isListener({ env, req }: AppContext): Promise<boolean> {
  if (env.MAIL_HANDOVER_TOKEN === "") return false;
  const shown = /^Bearer (\S{1,200})$/.exec(req.header("authorization") ?? "")?.[1] ?? "";
  const digest = (text: string) => hmac(env.CREDENTIAL_PEPPER, `mail_handover\n${text}`);
  return constantTimeEqual(await digest(shown), await digest(env.MAIL_HANDOVER_TOKEN));
}

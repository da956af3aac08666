import { MAX_MAIL_BYTES } from "@callping/domain/mail/limits";
import type { Env } from "../../env.ts";
import { deskOf } from "../desks.ts";
import { type MailOutcome, replyTo } from "./outcome.ts";
import { receiveMail } from "./receive-mail.ts";

/** What this Worker uses of Cloudflare Email Routing's `ForwardableEmailMessage`. It forwards and answers nothing. */
export type RoutedEmail = Pick<ForwardableEmailMessage, "from" | "to" | "raw" | "rawSize" | "setReject">;

/**
 * A mail from Cloudflare Email Routing. Returning accepts it; `setReject` refuses it for good, and the sender reads why.
 * @throws when it cannot be stored now: Email Routing then fails the delivery for the time being, and its sender retries.
 */
export async function receiveEmail(message: RoutedEmail, env: Env): Promise<void> {
  const outcome = await outcomeOf(message, env);
  const reply = replyTo(outcome, env.MAIL_DOMAIN);
  if (reply.code >= 500) message.setReject(reply.text);
  else if (reply.code >= 400) throw new Error(reply.text);
}

async function outcomeOf({ from, to, raw, rawSize }: RoutedEmail, env: Env): Promise<MailOutcome> {
  if (rawSize > MAX_MAIL_BYTES) return { kind: "too_large" };
  const port = { env, desk: (organization: number, shard: number) => deskOf(env, organization, shard) };
  const [outcome] = await receiveMail(port, { from, to: [to], raw });
  return outcome ?? { kind: "later" };
}

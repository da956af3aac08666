import { sendDueMail } from "../../../services/mail/send-due-mail.ts";
import type { AppContext } from "../../context.ts";
import type { Outgoing } from "../../sns/fetch-bounded.ts";

/** Hands waiting mail over behind the answer. */
export type SendSoon = (c: AppContext) => void;

/**
 * Whoever waits for a link does not wait for the next minute. What fails here stays in the outbox, and the answer never waits
 * for it.
 */
export function mailSender(outgoing: Outgoing): SendSoon {
  return (c) => {
    const sent = sendDueMail(c.env, Date.now(), outgoing).catch((error: unknown) =>
      console.warn(JSON.stringify({ event: "mail_waits", reason: String(error) })),
    );
    c.executionCtx.waitUntil(sent);
  };
}

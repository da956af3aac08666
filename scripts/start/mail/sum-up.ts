import type { Reply } from "./hand-over.ts";

/**
 * One reply for all recipients of a mail, since SMTP has only one after DATA. What may succeed later comes first: the
 * sender sends again, and who has it already does not count it twice. Then what was refused, so that no sender takes a
 * mail for delivered that is not.
 */
export function sumUp(to: readonly string[], replies: readonly Reply[]): Reply {
  const later = replies.find(({ code }) => code >= 400 && code < 500);
  if (later !== undefined) return later;
  const refused = replies.findIndex(({ code }) => code >= 500);
  const reply = replies[refused] ?? replies[0] ?? { code: 451, text: "Nobody took the mail" };
  return refused < 0 || to.length === 1
    ? reply
    : { ...reply, text: `For <${mailbox(to[refused])}>: ${reply.text}` };
}

/** The address without what follows a plus sign: an alert key is told to nobody. */
function mailbox(address = ""): string {
  return address.replace(/\+[^@]*/, "");
}

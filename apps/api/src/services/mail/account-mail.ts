import type { Env } from "../../env.ts";
import type { AccountMail, AccountTemplate } from "../accounts/mail-statement.ts";
import { tokenOf, type TokenPurpose } from "../accounts/mail-token.ts";
import { portalOrigin } from "../accounts/portal-origin.ts";
import { escape, type Message, oneLine } from "./templates.ts";

interface Letter {
  subject: string;
  paragraphs: string[];
  /** A page of the portal, and what its token opens. */
  link?: { page: string; purpose?: TokenPurpose };
}

const NOT_YOU =
  "If this was not you: set a new password, look at your sessions and end those that you do not know.";
const LINK_ONCE = "The link is good once. If you did not ask for this, do nothing: nothing changes.";

/** Mails of accounts, in the words of each. A notice says what happened, when, and what to do if it was somebody else. */
const LETTERS: Record<AccountTemplate, (data: AccountMail) => Letter> = {
  confirm_sign_up: () => ({
    subject: "CallPing: confirm your e-mail address",
    paragraphs: [
      "Somebody signed up at CallPing with this address.",
      "To make the account, open:",
      LINK_ONCE,
    ],
    link: { page: "confirm", purpose: "sign_up" },
  }),
  address_known: () => ({
    subject: "CallPing: you have an account already",
    paragraphs: [
      "Somebody wanted to use this address for a CallPing account. It has one already, and nothing was changed.",
      "If it was you: sign in, or ask for a mail to set a new password.",
    ],
    link: { page: "sign-in" },
  }),
  password_reset: () => ({
    subject: "CallPing: set a new password",
    paragraphs: [
      "Somebody asked to set a new password for your account.",
      "To set it, within an hour, open:",
      LINK_ONCE,
    ],
    link: { page: "reset", purpose: "password_reset" },
  }),
  email_old: ({ email = "" }) => ({
    subject: "CallPing: may your e-mail address be changed?",
    paragraphs: [
      `Somebody who is signed in as you wants to change your address to ${oneLine(email)}.`,
      "It is changed once both addresses have agreed. To agree, open:",
      `${LINK_ONCE} ${NOT_YOU}`,
    ],
    link: { page: "confirm-email", purpose: "email_old" },
  }),
  email_new: () => ({
    subject: "CallPing: confirm your new e-mail address",
    paragraphs: [
      "Somebody wants to use this address for their CallPing account.",
      "It is used once both addresses have agreed. To agree, open:",
      LINK_ONCE,
    ],
    link: { page: "confirm-email", purpose: "email_new" },
  }),
  new_device: (data) =>
    notice("a sign-in by a browser that is new to us", "Somebody signed in to your account", data),
  session_reused: (data) => ({
    subject: "CallPing: a session was ended because its cookie was used twice",
    paragraphs: [
      `A cookie of one of your sessions was used again after it had been replaced${where(data)}. It may have been copied, so that session was ended.`,
      NOT_YOU,
    ],
    link: { page: "sessions" },
  }),
  password_changed: (data) =>
    notice("your password was changed", "The password of your account was changed", data),
  email_changed: (data) =>
    notice(
      "your e-mail address was changed",
      "This address is not that of your account any more: it was changed",
      data,
    ),
  second_factor_on: (data) =>
    notice(
      "an authenticator app was added",
      "Signing in to your account needs a code of an app from now on: it was added",
      data,
    ),
  second_factor_off: (data) =>
    notice(
      "the authenticator app was removed",
      "Signing in to your account needs no code any more: the app was removed",
      data,
    ),
  recovery_code_used: (data) =>
    notice("a recovery code was used", "Somebody signed in with a recovery code", data),
  recovery_codes_made: (data) =>
    notice("new recovery codes were made", "The recovery codes of your account were replaced", data),
};

function notice(what: string, sentence: string, data: AccountMail): Letter {
  return {
    subject: `CallPing: ${what}`,
    paragraphs: [`${sentence}${where(data)}.`, NOT_YOU],
    link: { page: "sessions" },
  };
}

function where({ at, agent, address }: AccountMail): string {
  const by = agent === undefined || agent === "" ? "" : `, by ${oneLine(agent)}`;
  return `${at === undefined ? "" : ` at ${at}`}${address === undefined ? "" : ` from ${address}`}${by}`;
}

/** A mail of an account, its link made now: the outbox never held it. The token stands behind `#`, which no server sees. */
export async function accountLetter(
  env: Pick<Env, "API_ORIGIN" | "MAIL_TOKEN_KEY">,
  template: AccountTemplate,
  data: AccountMail,
): Promise<Message> {
  const { subject, paragraphs, link } = LETTERS[template](data);
  const url = link === undefined ? null : new URL(`/${link.page}`, portalOrigin(env));
  if (url !== null && link?.purpose !== undefined && data.token_id !== undefined)
    url.hash = `token=${await tokenOf(env, link.purpose, data.token_id)}`;
  const href = url?.href ?? "";
  // A link stands right behind the sentence that asks to open it.
  const before = Math.max(1, paragraphs.findIndex((text) => text.endsWith(":")) + 1);
  const text = [...paragraphs.slice(0, before), href, ...paragraphs.slice(before)];
  const html = text.map((part) =>
    part === href ? `<p><a href="${escape(href)}">${escape(href)}</a></p>` : `<p>${escape(part)}</p>`,
  );
  return {
    subject,
    text: `${text.join("\n\n")}\n`,
    html: [
      '<!doctype html><html lang="en"><body style="font-family:sans-serif;max-width:36em">',
      ...html,
      "</body></html>",
    ].join("\n"),
  };
}

import { createId } from "@callping/contract/ids";
import type { Param, Statement } from "../../db/statement.ts";

/** Mails of accounts. None of them holds a secret: a link is made when the mail is written. */
export type AccountTemplate =
  | "confirm_sign_up"
  | "address_known"
  | "password_reset"
  | "email_old"
  | "email_new"
  | "new_device"
  | "session_reused"
  | "password_changed"
  | "email_changed"
  | "second_factor_on"
  | "second_factor_off"
  | "recovery_code_used"
  | "recovery_codes_made";

/** Filled in when the mail is written. */
export interface AccountMail {
  /** Of the row whose token is linked. */
  token_id?: string;
  /** What a notice tells: when, by which browser, from which address. */
  at?: string;
  agent?: string;
  address?: string;
  /** The address to be, of an e-mail change. */
  email?: string;
}

/**
 * A mail into the outbox, in the batch of what it tells.
 * @param to a user's id, or an address that is no user's yet.
 * @param where an SQL condition; left out: always.
 */
export function accountMail(
  to: { userId: string } | { recipient: string },
  template: AccountTemplate,
  data: AccountMail,
  now: string,
  where?: { sql: string; params: Param[] },
): Statement {
  const id = createId("mail");
  const userId = "userId" in to ? to.userId : null;
  const recipient = "recipient" in to ? to.recipient : null;
  const columns = "id, user_id, recipient, template, data, reference, next_try_at, created_at";
  const values = [id, userId, recipient, template, JSON.stringify(data), `account/${id}`, now, now];
  const sql = `INSERT INTO outgoing_mail (${columns}) SELECT ?, ?, ?, ?, ?, ?, ?, ?`;
  return {
    sql: where === undefined ? sql : `${sql} WHERE ${where.sql}`,
    params: [...values, ...(where?.params ?? [])],
  };
}

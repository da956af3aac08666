import type { Limited } from "../../../services/accounts/limits.ts";
import { findSession } from "../../../services/accounts/session-row.ts";
import { viewSession } from "../../../services/accounts/session-view.ts";
import type { StartedSession } from "../../../services/accounts/start-session.ts";
import type { InvalidBody } from "../../../services/parse-body.ts";
import { nowIso } from "../../acting.ts";
import type { AppContext } from "../../context.ts";
import { invalidBody } from "../../json-body.ts";
import { problem } from "../../problem.ts";
import { sendSessionCookie } from "../../session-cookie.ts";

/** Why a service of accounts did nothing. */
export type AccountFailure =
  | InvalidBody
  | Limited
  | { reason: "settings_conflict"; detail: string }
  | { reason: "link_invalid" | "sign_in_refused" | "second_factor_refused" | "step_up_refused" };

const RETRY_AFTER_SECONDS = 10;
const DETAILS = {
  link_invalid: "It was used, its time is over, or another took its place.",
  sign_in_refused: "There is no account with this address and this password.",
  second_factor_refused: "The code is not good now, or it was used.",
  step_up_refused: "The password or the code is wrong, or the code was used.",
} as const;

/** Says why nothing was done. What failed is never told more closely than this. */
export function accountRefused(c: AppContext, error: AccountFailure): Response {
  switch (error.reason) {
    case "invalid_body":
      return invalidBody(c, error);
    case "settings_conflict":
      return problem(c, error.reason, error.detail);
    case "account_rate_limited": {
      const { limit, retryAfterSeconds } = error;
      return problem(
        c,
        error.reason,
        `The limit of ${limit} is reached. Free again in ${retryAfterSeconds} s.`,
        {
          members: { limit, retry_after_seconds: retryAfterSeconds },
          headers: { "retry-after": String(retryAfterSeconds) },
        },
      );
    }
    case "account_unavailable":
      return problem(c, error.reason, "It could not be checked, and nobody passes unchecked.", {
        headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
      });
    default:
      return problem(c, error.reason, DETAILS[error.reason]);
  }
}

/** The cookie of a new session, and the session as its page needs it. */
export async function signedIn(c: AppContext, started: StartedSession): Promise<Response> {
  const now = nowIso();
  const session = await findSession(c.env.DB, started.id, now);
  // Ended between two statements: by a new password, say.
  if (session === null) return problem(c, "unauthenticated", "The session was ended right away: sign in.");
  const issued = await sendSessionCookie(c, { ...started, idleUntil: session.idleUntil }, now);
  return c.json({ session: await viewSession(c.env, session, issued, now) });
}

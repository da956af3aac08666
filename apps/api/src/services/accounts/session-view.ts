import type { SessionView } from "@callping/contract/api/accounts";
import { STEP_UP_MS, stepUpIsFresh, TOKEN_SECONDS } from "@callping/domain/accounts/session-bounds";
import type { Env } from "../../env.ts";
import { makeCsrfToken } from "./csrf-token.ts";
import type { LiveSession } from "./session-row.ts";

/**
 * A session as its own browser sees it.
 * @param tokenIssuedAt of the cookie's token, seconds since the epoch.
 */
export async function viewSession(
  env: Pick<Env, "CSRF_KEY">,
  session: LiveSession,
  tokenIssuedAt: number,
  now: string,
): Promise<SessionView> {
  const { organizationId, organizationName, slug, timeZone, role } = session;
  const steppedUpAt = session.steppedUpAt === null ? null : Date.parse(session.steppedUpAt);
  const isMember =
    organizationId !== null &&
    organizationName !== null &&
    slug !== null &&
    timeZone !== null &&
    role !== null;
  return {
    id: session.id,
    user: {
      id: session.userId,
      email: session.email,
      name: session.name,
      language: session.language,
      second_factor: session.secondFactor === 1,
    },
    organization: isMember
      ? { id: organizationId, name: organizationName, slug, time_zone: timeZone, role }
      : null,
    csrf_token: await makeCsrfToken(env, session.id),
    renew_at: new Date((tokenIssuedAt + TOKEN_SECONDS) * 1000).toISOString(),
    idle_until: session.idleUntil,
    ends_at: session.endsAt,
    stepped_up_until:
      steppedUpAt !== null && stepUpIsFresh(steppedUpAt, Date.parse(now))
        ? new Date(steppedUpAt + STEP_UP_MS).toISOString()
        : null,
  };
}

import type { CodeCallRefusal } from "../services/code-calls/order-code-call.ts";
import type { AppContext } from "./context.ts";
import { problem } from "./problem.ts";
import { numberRefused } from "./refused.ts";

const RETRY_AFTER_SECONDS = 10;

/** Says why nobody is rung for a code. */
export function codeCallRefused(c: AppContext, error: CodeCallRefusal): Response {
  switch (error.reason) {
    case "number_refused":
      return numberRefused(c, error.refusal);
    case "code_call_limited": {
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
    case "code_call_at_night": {
      const { until, region } = error;
      const detail = `Code calls to ${region} ring from 08:00 to 21:00 there: next at ${until}. A member who waits for the code asks with "now": true; a contact is asked in daytime alone.`;
      return problem(c, error.reason, detail, { members: { until } });
    }
    case "number_objected":
      return problem(
        c,
        error.reason,
        "The holder of this number pressed 9 twice in a call, or stopped all calls.",
      );
    case "code_call_unavailable":
      return problem(c, error.reason, "The call could not be ordered.", {
        headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
      });
  }
}

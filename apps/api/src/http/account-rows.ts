import {
  EmailChangeSchema,
  EmailConfirmedSchema,
  FactorRemovedSchema,
  FactorStateSchema,
  MailSentSchema,
  PasswordChangeSchema,
  PasswordSetSchema,
  RecoveryCodesSchema,
  ResetRequestSchema,
  ResetSchema,
  SecondFactorSchema,
  SessionAnswerSchema,
  SessionListSchema,
  SessionsRevokedSchema,
  SignedInSchema,
  SignedOutSchema,
  SignedUpSchema,
  SignInSchema,
  SignUpSchema,
  StepUpSchema,
  SteppedUpSchema,
  TokenSchema,
  TotpConfirmSchema,
  TotpOfferSchema,
} from "@callping/contract/api/accounts";
import type { ProblemCode } from "@callping/contract/api/problem";
import type { GenericSchema } from "valibot";
import type { Auth, LimitName, RouteRow } from "./route-table.ts";

const BODY = ["invalid_body", "body_too_large", "body_unreadable"] as const;
const LIMITED = ["account_rate_limited", "account_unavailable"] as const;

interface More {
  body?: GenericSchema;
  limit?: LimitName;
  status?: 200 | 201 | 202;
  stepUp?: true;
  renewable?: true;
  problems?: readonly ProblemCode[];
}

function row(auth: Auth, summary: string, schema: GenericSchema, more: More = {}): RouteRow {
  const { body, limit = null, status = 200, stepUp, renewable, problems = [] } = more;
  return {
    auth,
    scope: null,
    limit,
    summary,
    answers: { [status]: schema },
    problems: [...(body ? BODY : []), ...(limit === null ? [] : LIMITED), ...problems],
    ...(body && { body }),
    ...(stepUp && { stepUp }),
    ...(renewable && { renewable }),
  };
}

/** The rows of people's own accounts, on the portal's host alone. */
export const ACCOUNTS = {
  "POST /api/sign-up": row("visitor", "Sign up; the account is made by the mailed link", MailSentSchema, {
    body: SignUpSchema,
    status: 202,
    limit: "sign_up",
    problems: ["account_unavailable"],
  }),
  "POST /api/sign-up/verify": row("visitor", "Use the link of a sign-up", SignedUpSchema, {
    body: TokenSchema,
    status: 201,
    limit: "mail_link",
    problems: ["link_invalid"],
  }),
  "POST /api/session": row(
    "visitor",
    "Sign in: a session, or the question for a second factor",
    SignedInSchema,
    {
      body: SignInSchema,
      limit: "sign_in",
      problems: ["sign_in_refused"],
    },
  ),
  "POST /api/session/second-factor": row("visitor", "Sign in, second step", SessionAnswerSchema, {
    body: SecondFactorSchema,
    limit: "second_factor",
    problems: ["second_factor_refused", "link_invalid"],
  }),
  "GET /api/session": row("session", "Who is signed in, and the CSRF token", SessionAnswerSchema, {
    renewable: true,
  }),
  "POST /api/session/refresh": row("session", "Renew the session's cookie", SessionAnswerSchema, {
    renewable: true,
    limit: "renewal",
  }),
  "POST /api/session/step-up": row(
    "session",
    "Show again who it is; counts for ten minutes",
    SteppedUpSchema,
    {
      body: StepUpSchema,
      limit: "step_up",
      problems: ["step_up_refused"],
    },
  ),
  "DELETE /api/session": row("session", "Sign out", SignedOutSchema, { renewable: true }),
  "GET /api/account/sessions": row("session", "Where you are signed in", SessionListSchema),
  "DELETE /api/account/sessions": row("session", "End every session but this one", SessionsRevokedSchema),
  "DELETE /api/account/sessions/:id": row("session", "End one session", SessionsRevokedSchema, {
    problems: ["not_found"],
  }),
  "POST /api/password/reset": row("visitor", "Ask for a mail to set a new password", MailSentSchema, {
    body: ResetRequestSchema,
    status: 202,
    limit: "password_mail",
  }),
  "POST /api/password/reset/confirm": row(
    "visitor",
    "Set a new password by the mailed link; every session ends",
    PasswordSetSchema,
    { body: ResetSchema, limit: "mail_link", problems: ["link_invalid"] },
  ),
  "PUT /api/account/password": row(
    "session",
    "Set another password; every other session ends",
    PasswordSetSchema,
    {
      body: PasswordChangeSchema,
      stepUp: true,
      problems: ["account_unavailable"],
    },
  ),
  "POST /api/account/email": row("session", "Ask both addresses for a change", MailSentSchema, {
    body: EmailChangeSchema,
    status: 202,
    stepUp: true,
    limit: "mail_change",
  }),
  "POST /api/account/email/confirm": row(
    "visitor",
    "Agree to a change by the mailed link",
    EmailConfirmedSchema,
    {
      body: TokenSchema,
      limit: "mail_link",
      problems: ["link_invalid"],
    },
  ),
  "GET /api/account/second-factor": row("session", "What second factor there is", FactorStateSchema),
  "POST /api/account/second-factor/totp": row(
    "session",
    "A new secret for an app, shown this once",
    TotpOfferSchema,
    {
      status: 201,
      stepUp: true,
      problems: ["settings_conflict"],
    },
  ),
  "POST /api/account/second-factor/totp/confirm": row(
    "session",
    "Show a code of the app: from now on it is asked for",
    RecoveryCodesSchema,
    {
      body: TotpConfirmSchema,
      stepUp: true,
      limit: "second_factor",
      problems: ["settings_conflict", "step_up_refused"],
    },
  ),
  "DELETE /api/account/second-factor/totp": row(
    "session",
    "Remove the app and the recovery codes",
    FactorRemovedSchema,
    {
      stepUp: true,
      problems: ["settings_conflict"],
    },
  ),
  "POST /api/account/second-factor/recovery-codes": row(
    "session",
    "New recovery codes in the place of the others",
    RecoveryCodesSchema,
    { stepUp: true, problems: ["settings_conflict"] },
  ),
} as const satisfies Record<string, RouteRow>;

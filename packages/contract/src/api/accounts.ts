import { ROLES } from "@callping/domain/accounts/roles";
import { isTimeZone } from "@callping/domain/schedules/parse-parts";
import * as v from "valibot";
import { idSchema, TimeSchema } from "./common.ts";

/** The version of the terms that a sign-up accepts. A later one is a new value, and the old stay on record. */
export const TERMS_VERSION = "2026-11-01";

const nothingElse = v.never("Unknown field.");
const body = <Entries extends v.ObjectEntries>(entries: Entries) => v.objectWithRest(entries, nothingElse);

/** As it is written; a mail server alone knows more. 254 characters is what SMTP carries (RFC 5321, 4.5.3.1.3). */
const Email = v.pipe(
  v.string("An e-mail address is a text."),
  v.trim(),
  v.maxLength(254, "An e-mail address has at most 254 characters."),
  v.regex(
    /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]+$/,
    "This is no e-mail address.",
  ),
);
const Name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, "A name has at least one character."),
  v.maxLength(120, "A name has at most 120 characters."),
  v.regex(/^[^\p{Cc}<>]*$/u, "A name has no control characters and no < or >."),
);
/** Its length is judged where it is set; a typed one is only compared. */
const Password = v.pipe(
  v.string("A password is a text."),
  v.maxLength(1024, "A password has at most 1,024 bytes."),
);
const Token = v.pipe(
  v.string("A token is a text."),
  v.regex(/^[\w-]{1,64}\.[\w-]{43}$/, "This is no token of ours."),
);
const TimeZone = v.pipe(
  v.string(),
  v.maxLength(60),
  // Not an offset: it would be wrong for half the year.
  v.check(
    (name) => /^[A-Za-z][\w+/-]*$/.test(name) && isTimeZone(name),
    "A time zone is an IANA name such as Europe/Kyiv.",
  ),
);

/** `POST /api/sign-up` */
export const SignUpSchema = body({
  email: Email,
  password: Password,
  display_name: v.optional(Name),
  organization: v.pipe(v.optional(Name), v.description("Its name; left out: made from yours")),
  time_zone: v.optional(TimeZone, "UTC"),
  language: v.optional(v.picklist(["en", "uk"], "Languages of mail are en and uk."), "en"),
  adult: v.literal(true, "Only people of 18 and more may sign up."),
  terms_version: v.literal(TERMS_VERSION, `The terms to accept are those of ${TERMS_VERSION}.`),
});
/** One answer, whether the address is known or not. */
export const MailSentSchema = v.strictObject({
  mailed: v.pipe(v.literal(true), v.description("If the address can be used for this, a mail is on its way")),
  expires_at: TimeSchema,
});
export type MailSent = v.InferOutput<typeof MailSentSchema>;

/** A token from a mail. */
export const TokenSchema = body({ token: Token });
export const SignedUpSchema = v.strictObject({ verified: v.literal(true) });

/** `POST /api/session` */
export const SignInSchema = body({
  email: Email,
  password: Password,
  stay_logged_in: v.optional(v.boolean(), false),
});
/** `POST /api/session/second-factor` */
export const SecondFactorSchema = body({
  challenge: Token,
  code: v.pipe(
    v.string(),
    v.transform((text) => text.replaceAll(/[\s-]/g, "").toUpperCase()),
    v.maxLength(60),
    v.description("Six digits of the app, or a recovery code"),
  ),
});

export const OrganizationOfSessionSchema = v.strictObject({
  id: idSchema("org"),
  name: v.string(),
  slug: v.string(),
  time_zone: v.string(),
  role: v.picklist(ROLES),
});
/** Who is signed in, and what a page needs to act for them. */
export const SessionSchema = v.strictObject({
  id: idSchema("ses"),
  user: v.strictObject({
    id: idSchema("usr"),
    email: v.string(),
    name: v.string(),
    language: v.string(),
    second_factor: v.boolean(),
  }),
  organization: v.nullable(OrganizationOfSessionSchema),
  csrf_token: v.pipe(v.string(), v.description("Goes back as X-CSRF-Token with everything but GET")),
  renew_at: v.pipe(TimeSchema, v.description("POST /api/session/refresh by then, or when it is over")),
  idle_until: TimeSchema,
  ends_at: TimeSchema,
  stepped_up_until: v.nullable(TimeSchema),
});
export type SessionView = v.InferOutput<typeof SessionSchema>;

/** The password was right; the cookie comes with the second factor. */
export const ChallengeSchema = v.strictObject({
  challenge: v.string(),
  methods: v.array(v.picklist(["totp", "recovery_code"])),
  expires_at: TimeSchema,
});
export type ChallengeView = v.InferOutput<typeof ChallengeSchema>;
export const SignedInSchema = v.union([
  v.strictObject({ session: SessionSchema }),
  v.strictObject({ second_factor: ChallengeSchema }),
]);
export const SessionAnswerSchema = v.strictObject({ session: SessionSchema });
export const SignedOutSchema = v.strictObject({ signed_out: v.literal(true) });

/** `POST /api/session/step-up`: with a second factor its code, else the password. */
export const StepUpSchema = body({
  password: v.optional(Password),
  code: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.replaceAll(/\s/g, "")),
      v.maxLength(20),
    ),
  ),
});
export const SteppedUpSchema = v.strictObject({ stepped_up_until: TimeSchema });

export const OneSessionSchema = v.strictObject({
  id: idSchema("ses"),
  current: v.boolean(),
  agent: v.string(),
  address: v.string(),
  created_at: TimeSchema,
  last_seen_at: TimeSchema,
  idle_until: TimeSchema,
  ends_at: TimeSchema,
});
export const SessionListSchema = v.strictObject({ data: v.array(OneSessionSchema) });
export type SessionList = v.InferOutput<typeof SessionListSchema>;
export const SessionsRevokedSchema = v.strictObject({ revoked: v.pipe(v.number(), v.integer()) });

export const ResetRequestSchema = body({ email: Email });
export const ResetSchema = body({ token: Token, password: Password });
export const PasswordChangeSchema = body({ password: Password });
export const PasswordSetSchema = v.strictObject({
  changed: v.literal(true),
  sessions_ended: v.pipe(v.number(), v.integer()),
});

export const EmailChangeSchema = body({ email: Email });
export const EmailConfirmedSchema = v.strictObject({
  changed: v.pipe(v.boolean(), v.description("false: the other address has not confirmed yet")),
});

export const TotpOfferSchema = v.strictObject({
  secret: v.pipe(v.string(), v.description("Base32; shown this once")),
  otpauth_url: v.pipe(v.string(), v.description("For a QR code that the browser draws")),
});
export const TotpConfirmSchema = body({
  code: v.pipe(v.string(), v.regex(/^\d{6}$/, "A code has six digits.")),
});
export const RecoveryCodesSchema = v.strictObject({
  recovery_codes: v.pipe(v.array(v.string()), v.description("Shown this once; each is good once")),
});
export const FactorStateSchema = v.strictObject({
  totp: v.picklist(["none", "pending", "confirmed"]),
  recovery_codes_left: v.pipe(v.number(), v.integer()),
});
export const FactorRemovedSchema = v.strictObject({ removed: v.literal(true) });

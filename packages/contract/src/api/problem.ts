import * as v from "valibot";

/**
 * Every error of the API: its stable code, status, and the two things a reader needs at three in the morning:
 * what it means for alerts, and what to do. The `detail` says what happened this time.
 */
export const PROBLEMS = {
  unknown_host: [
    404,
    "No such host",
    "Nothing was received and nobody is called.",
    "Check the URL's host name.",
  ],
  unknown_route: [
    404,
    "No such page",
    "Nothing was received and nobody is called.",
    "Check the URL; the API is described at /api/openapi.json.",
  ],
  unknown_endpoint: [
    404,
    "No such endpoint",
    "The request was not kept and nobody is called for it.",
    "Copy the endpoint's URL again from the portal: it may be cut short or deleted.",
  ],
  body_too_large: [
    413,
    "Body too large",
    "The request was not kept and nobody is called for it.",
    "Send at most 256 KiB: leave attachments, logs or images out of the notification.",
  ],
  body_unreadable: [
    400,
    "Body cannot be read",
    "The request was not kept and nobody is called for it.",
    "Send the request again; if it happens again, look at what stands between the tool and CallPing.",
  ],
  wrong_alert_key: [
    401,
    "Wrong alert key",
    "The request was kept for the endpoint's history, but nobody is called for it.",
    "Set the header X-Alert-Key to the endpoint's alert key.",
  ],
  unknown_signal: [
    404,
    "No such signal",
    "The ping was not taken: the heartbeat stays as it was and rings when no other ping comes.",
    "Ping the plain URL, or put /start, /success, /fail or an exit status from 0 to 255 behind it.",
  ],
  not_a_heartbeat: [
    409,
    "The endpoint expects no pings",
    "Nothing was received and nobody is called.",
    "Use the URL of a heartbeat, or send alerts to /api/wh/ in place of /api/hb/.",
  ],
  wrong_ping_key: [
    401,
    "Wrong alert key",
    "The ping was not taken: the heartbeat stays as it was and rings when no other ping comes.",
    "Set the header X-Alert-Key to the endpoint's alert key.",
  ],
  sns_signature_invalid: [
    403,
    "Not a message of Amazon SNS",
    "The request was kept for the endpoint's history, but nobody is called for it.",
    "Let Amazon SNS deliver to this URL itself. A tool that forwards messages leaves the x-amz-sns headers out.",
  ],
  sns_other_topic: [
    403,
    "Another topic is pinned",
    "The request was kept for the endpoint's history, but nobody is called for it.",
    "Subscribe this topic to an endpoint of its own.",
  ],
  sns_not_confirmed: [
    503,
    "Subscription not confirmed yet",
    "Amazon SNS sends no alerts to this endpoint until it is confirmed.",
    "Nothing, Amazon SNS asks again; or request the confirmation again in its console.",
  ],
  webhook_rate_limited: [
    429,
    "Too many requests",
    "Open alerts go on ringing, and this request was added to one alert that stands for the surplus.",
    "Wait as long as Retry-After says; group notifications in the tool if this happens often.",
  ],
  desk_unreachable: [
    503,
    "Cannot be stored now",
    "The request was not kept. Alerts accepted before go on ringing.",
    "Send it again after the seconds in Retry-After; most tools do that by themselves.",
  ],
  unauthenticated: [
    401,
    "No valid session or API key",
    "Alerts and calls are not affected.",
    "Sign in, or send `Authorization: Bearer cpk_…` with a key that is neither revoked nor expired.",
  ],
  missing_scope: [
    403,
    "The API key may not do this",
    "Alerts and calls are not affected.",
    "Use a key that has the scope named in `detail`.",
  ],
  missing_role: [
    403,
    "Your role may not do this",
    "Nothing was changed. Alerts and calls are not affected.",
    "Ask somebody with the role named in `detail`, or an owner for that role.",
  ],
  session_renewal_due: [
    401,
    "The session has to be renewed",
    "Alerts and calls are not affected.",
    "POST /api/session/refresh, then send the request again.",
  ],
  wrong_origin: [
    403,
    "Sent by another site",
    "Nothing was changed. Alerts and calls are not affected.",
    "Open CallPing's portal and do it there; a script uses an API key.",
  ],
  csrf_token_invalid: [
    403,
    "No valid CSRF token",
    "Nothing was changed. Alerts and calls are not affected.",
    "Load the page again: it takes a new token from GET /api/session.",
  ],
  not_json: [
    415,
    "JSON expected",
    "Nothing was changed. Alerts and calls are not affected.",
    "Send the body as JSON with `Content-Type: application/json`.",
  ],
  step_up_required: [
    403,
    "Show again that it is you",
    "Nothing was changed. Alerts and calls are not affected.",
    "POST /api/session/step-up with the password or a code, then send the request again within ten minutes.",
  ],
  sign_in_refused: [
    401,
    "E-mail address or password wrong",
    "Alerts and calls are not affected: they ring as before.",
    "Type both again, or ask for a mail to set a new password.",
  ],
  second_factor_refused: [
    401,
    "Wrong code",
    "Alerts and calls are not affected: they ring as before.",
    "Type the code that the app shows now, or a recovery code; after five wrong ones sign in again.",
  ],
  step_up_refused: [
    403,
    "Wrong password or code",
    "Nothing was changed. Alerts and calls are not affected.",
    "Type the password again, or the code that the app shows now.",
  ],
  link_invalid: [
    410,
    "The link is not good any more",
    "Nothing was changed. Alerts and calls are not affected.",
    "Ask for another mail: a link is good once and for a limited time.",
  ],
  account_rate_limited: [
    429,
    "Too many tries",
    "Alerts and calls are not affected: no limit of accounts holds them back.",
    "Wait as long as Retry-After says.",
  ],
  account_unavailable: [
    503,
    "Cannot be checked now",
    "Nothing was changed. Alerts and calls are not affected.",
    "Try again after the seconds in Retry-After.",
  ],
  invalid_query: [
    400,
    "Query not understood",
    "Alerts and calls are not affected.",
    "Correct the parameters named in `detail`.",
  ],
  invalid_body: [
    400,
    "Body not understood",
    "Nothing was changed. Alerts and calls are not affected.",
    "Correct the fields listed in `problems`, all of them at once, and send the request again.",
  ],
  settings_conflict: [
    409,
    "Does not go with what is set",
    "Nothing was changed. Alerts and calls are not affected.",
    "Change what `detail` names first, then send the request again.",
  ],
  scenario_changed: [
    409,
    "Somebody else saved it meanwhile",
    "Nothing was changed: the scenario goes on as it was saved last.",
    "Read the scenario again, put your change into it, and send it with the version in `current_version`.",
  ],
  scenario_in_use: [
    409,
    "Endpoints use this scenario",
    "Nothing was changed: alerts of these endpoints ring as before.",
    "Give the endpoints listed in `endpoints` another scenario first.",
  ],
  not_found: [
    404,
    "Not found",
    "Alerts and calls are not affected.",
    "Check the identifier, and that the API key belongs to the organization that owns it.",
  ],
  schedule_changed: [
    409,
    "Somebody else saved it meanwhile",
    "Nothing was changed: the schedule goes on as it was saved last.",
    "Read the schedule again, put your change into it, and send it with the version in `current_version`.",
  ],
  schedule_in_use: [
    409,
    "Scenarios call whoever is on this schedule",
    "Nothing was changed: alerts ring whoever is on call, as before.",
    "Take `call_on_schedule` of this schedule out of the scenarios listed in `scenarios` first.",
  ],
  project_in_use: [
    409,
    "The project holds something",
    "Nothing was changed: alerts ring as before.",
    "Move or delete what `endpoints`, `scenarios` and `maintenance` list first.",
  ],
  contact_in_use: [
    409,
    "Scenarios call this contact",
    "Nothing was changed: the contact is called as before.",
    "Take `call_member` of this contact out of the scenarios listed in `scenarios` first.",
  ],
  unknown_feed: [
    404,
    "No such calendar",
    "Alerts and calls are not affected.",
    "Ask for a new calendar URL: this one was replaced, removed, or cut short.",
  ],
  unknown_card: [
    404,
    "No such card",
    "Alerts and calls are not affected.",
    "Ask for the link again: GET /api/v1/caller-ids.",
  ],
  number_refused: [
    422,
    "This number is never called",
    "Nothing was changed and nobody is rung. Alerts ring the numbers that are saved.",
    "Write another number: `reason` and `detail` say what is wrong with this one.",
  ],
  number_objected: [
    409,
    "Whoever holds this number wants no calls",
    "Nobody is rung, and alerts do not ring this number. The call plan goes on to the next person.",
    "Add another number. Only the holder of this one can allow calls again.",
  ],
  code_call_limited: [
    429,
    "Too many code calls",
    "Nobody is rung for a code. Alerts ring the numbers that are verified: this limit holds none of them back.",
    "Wait as long as Retry-After says.",
  ],
  code_call_at_night: [
    409,
    "It is night where this number is",
    "Nobody is rung for a code. The number gets no alerts until it is verified.",
    "Ask again in the daytime there, or send `now: true` when its owner wants the call at this hour.",
  ],
  code_call_unavailable: [
    503,
    "No code call can be made now",
    "Nobody is rung for a code. Alerts ring the numbers that are verified.",
    "Ask again after the seconds in Retry-After.",
  ],
  wrong_code: [
    422,
    "Not the code that was spoken",
    "The number is not verified and gets no alerts.",
    "Type the six digits as they were heard, or ask for another call.",
  ],
  no_code: [
    409,
    "No code to compare with",
    "The number is as it was. An unverified one gets no alerts.",
    "Ask for a call: a code is good once, for ten minutes and five tries.",
  ],
  drill_refused: [
    409,
    "Cannot be rung for a drill now",
    "Nobody is rung for this drill. Alerts ring as before.",
    "Do what `detail` says, then ask again.",
  ],
  drill_rate_limited: [
    429,
    "Too many drills",
    "Nobody is rung for this drill. Alerts ring as before: no limit of drills holds them back.",
    "Wait as long as Retry-After says.",
  ],
  number_checks_limited: [
    429,
    "Too many number checks",
    "Alerts and calls are not affected: every saved number is checked as before.",
    "Wait as long as Retry-After says.",
  ],
  speech_previews_limited: [
    429,
    "Too many speech previews",
    "Alerts and calls are not affected: they are spoken before any preview.",
    "Wait as long as Retry-After says.",
  ],
  browser_sessions_limited: [
    429,
    "Too many browser sessions",
    "A browser that is registered goes on ringing, and every other phone rings as before.",
    "Wait as long as Retry-After says; one session lasts ten minutes.",
  ],
  browser_phone_off: [
    409,
    "No browser phones here",
    "Alerts and calls are not affected: telephones ring as before.",
    "Add a telephone number for this member instead.",
  ],
  alert_closed: [
    409,
    "The alert is closed",
    "Nobody is being called for it any more.",
    "Nothing to do; a new problem makes a new alert.",
  ],
  upgrade_required: [
    426,
    "WebSocket expected",
    "Alerts and calls are not affected.",
    "Open this URL as a WebSocket.",
  ],
  audio_link_invalid: [
    403,
    "Audio link not valid",
    "The phone hears recorded prompts instead.",
    "Use the link unchanged and before it expires; a call makes its own.",
  ],
  speech_unavailable: [
    503,
    "Speech is not available now",
    "The phone hears recorded prompts instead.",
    "Nothing to do for the call; look at the speech Worker if it lasts.",
  ],
  internal: [
    500,
    "Something broke on our side",
    "If this was a webhook, take it as not received. Alerts accepted before go on ringing.",
    "Send it again; tell us the request_id if it happens again.",
  ],
} as const satisfies Record<
  string,
  readonly [status: number, title: string, effectOnAlerts: string, whatToDo: string]
>;

export type ProblemCode = keyof typeof PROBLEMS;
export const PROBLEM_CODES = Object.keys(PROBLEMS).filter((code): code is ProblemCode => code in PROBLEMS);

/** RFC 9457 problem document with CallPing's members. */
export const ProblemSchema = v.looseObject({
  type: v.pipe(v.string(), v.description("URI of this kind of problem")),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  code: v.picklist(PROBLEM_CODES),
  detail: v.string(),
  effect_on_alerts: v.string(),
  what_to_do: v.string(),
  request_id: v.string(),
});
export type Problem = v.InferOutput<typeof ProblemSchema>;

import { sayReason } from "../caps/words.ts";
import { escape, type Message, oneLine } from "./templates.ts";

/** Of the first call of a day that a fence against fraud held back. No text of an alert, no number. */
export interface CallsHeldBack {
  organization: string;
  reason: string;
  /** `null`: the call was for no alert. */
  alert: string | null;
  /** Both `null` when they are not known here. */
  endpoint: string | null;
  severity: string | null;
  /** ISO 8601. */
  at: string;
}

/** Of an operator who stopped an organization's calls, or let them go on. */
export interface CallsSwitched {
  organization: string;
  stopped: boolean;
  reason: string;
  at: string;
}

/** Says at once that a call was not made, for which alert, why, and how it ends. */
export function callsHeldBack(
  { organization, reason, alert, endpoint, severity, at }: CallsHeldBack,
  apiOrigin: string,
): Message {
  const of = oneLine(organization);
  const from = endpoint === null ? "" : ` from ${oneLine(endpoint)}`;
  const which = alert === null ? "a call" : `a call for a ${severity ?? "new"} alert${from} (${alert})`;
  return letter(
    `CallPing: calls of ${of} are held back`,
    [
      `At ${at} CallPing did not make ${which} of ${of}. ${sayReason(reason)}`,
      "Nothing is lost: the alert's plan goes on with other people and with mail, and its timeline says what was held back. A quarter of each limit is kept beyond it for critical alerts. You get this mail once a day for each reason.",
      "If this is your own traffic, write to the support and name it: an operator can raise the limit at once. If it is not, revoke your API keys now.",
    ],
    ["Everything that was held back (with an API key):", "/api/v1/refusals"],
    apiOrigin,
  );
}

/** Says that an operator has stopped every call, or that they go on. */
export function callsSwitched(
  { organization, stopped, reason, at }: CallsSwitched,
  apiOrigin: string,
): Message {
  const of = oneLine(organization);
  const said = oneLine(reason);
  return letter(
    stopped ? `CallPing: all calls of ${of} are stopped` : `CallPing: calls of ${of} go on`,
    stopped
      ? [
          `At ${at} an operator of CallPing stopped all calls of ${of}: ${said}`,
          "No telephone rings for its alerts until an operator lets calls go on. Webhooks are taken and stored as before, and each alert that nobody acknowledges is mailed to you.",
          "Answer to the support at once if this is a mistake, and see to it that somebody watches your systems meanwhile.",
        ]
      : [
          `At ${at} an operator of CallPing let calls of ${of} go on: ${said}`,
          "Alerts ring as before. What ended meanwhile does not ring again: look through it.",
        ],
    ["What was held back (with an API key):", "/api/v1/refusals"],
    apiOrigin,
  );
}

function letter(
  subject: string,
  paragraphs: readonly string[],
  [what, path]: readonly [string, string],
  apiOrigin: string,
): Message {
  const link = new URL(path, apiOrigin).href;
  return {
    subject,
    text: [...paragraphs.flatMap((line) => [line, ""]), what, link, ""].join("\n"),
    html: [
      '<!doctype html><html lang="en"><body style="font-family:sans-serif;max-width:36em">',
      ...paragraphs.map((line) => `<p>${escape(line)}</p>`),
      `<p>${escape(what)} <a href="${escape(link)}">${escape(link)}</a></p>`,
      "</body></html>",
    ].join("\n"),
  };
}

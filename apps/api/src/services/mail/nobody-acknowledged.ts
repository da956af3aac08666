import { escape, type Message, oneLine } from "./templates.ts";

/** Of an alert whose plan ran out. Its own words stay out of mail. */
export interface NobodyAcknowledged {
  organization: string;
  /** `null` when the endpoint is gone by now. */
  endpoint: string | null;
  severity: string;
  alert: string;
  /** ISO 8601. */
  at: string;
}

/** Says that nobody acknowledged: how bad, from where, and where it can be read. */
export function nobodyAcknowledged(
  { organization, endpoint, severity, alert, at }: NobodyAcknowledged,
  apiOrigin: string,
): Message {
  const from = endpoint === null ? "" : ` from ${oneLine(endpoint)}`;
  const link = new URL(`/api/v1/alerts/${encodeURIComponent(alert)}`, apiOrigin).href;
  const opening = `Nobody acknowledged a ${severity} alert${from} of ${oneLine(organization)}. Its call plan ran out at ${at}, and CallPing rings nobody for it any more.`;
  const what = "What it is, and who was called when (with an API key):";
  const next = "If the problem is still there, its tool's next message begins a new alert.";
  return {
    subject: `CallPing: nobody acknowledged a ${severity} alert of ${oneLine(organization)}`,
    text: [opening, "", what, link, "", next, ""].join("\n"),
    html: [
      '<!doctype html><html lang="en"><body style="font-family:sans-serif;max-width:36em">',
      `<p>${escape(opening)}</p>`,
      `<p>${escape(what)} <a href="${escape(link)}">${escape(link)}</a></p>`,
      `<p>${escape(next)}</p>`,
      "</body></html>",
    ].join("\n"),
  };
}

import { MAX_MAIL_BYTES } from "@callping/domain/mail/limits";

/** What became of a mail for one recipient. */
export type MailOutcome =
  | {
      kind: "stored";
      requestId: string;
      alertIds: string[];
      /** Why nobody is called for it. */
      notice: string | null;
      paused: boolean;
      /** The limit that was reached: the mail is counted in one alert that stands for the surplus. */
      overLimit: string | null;
      notes: string[];
    }
  | { kind: RefusedFor }
  /** Not stored, and worth another try. */
  | { kind: "later" };

type RefusedFor = "unknown_address" | "other_domain" | "no_alert_key" | "wrong_alert_key" | "too_large";

/** A reply of SMTP (RFC 5321, section 4.2). */
export interface Reply {
  code: 250 | 451 | 550 | 551 | 552;
  text: string;
}

/** The reply to an outcome, with what it means for alerts and what to do. Names no key and no person. */
export function replyTo(outcome: MailOutcome, domain: string): Reply {
  switch (outcome.kind) {
    case "stored":
      return { code: 250, text: [`Stored as ${outcome.requestId}`, ...remarks(outcome)].join(". ") };
    case "later":
      return { code: 451, text: "Cannot be stored now, so nobody is called yet. Send it again in a minute" };
    case "unknown_address":
      return {
        code: 550,
        text: "No such endpoint: nobody is called. Copy the endpoint id from the endpoint's URL again",
      };
    case "no_alert_key":
      return {
        code: 550,
        text: `This endpoint asks for its alert key: nobody is called. Send to <endpoint id>+<alert key>@${domain}`,
      };
    case "wrong_alert_key":
      return {
        code: 550,
        text: "The alert key after the plus sign is wrong: nobody is called. Copy the endpoint's alert key again",
      };
    case "other_domain":
      return { code: 551, text: `This server takes mail for @${domain} only and passes none on` };
    case "too_large":
      return {
        code: 552,
        text: `The mail is larger than ${MAX_MAIL_BYTES / 1024 / 1024} MiB: nobody is called. Leave attachments out`,
      };
  }
}

function remarks(stored: Extract<MailOutcome, { kind: "stored" }>): string[] {
  return [
    ...(stored.notice === null ? [] : [`Nobody is called: ${stored.notice}`]),
    ...(stored.paused ? ["The endpoint is paused: nobody is called"] : []),
    ...(stored.overLimit === null
      ? []
      : [`The limit of ${stored.overLimit} is reached: counted in one alert for the surplus`]),
    ...stored.notes.map((note) => note.replace(/\.$/, "")),
  ];
}

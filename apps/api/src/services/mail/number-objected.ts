import type { SuppressionSource } from "../../objects/suppression-protocol.ts";
import { escape, type Message, oneLine } from "./templates.ts";

/** Of a number whose holder wants no more calls. */
export interface NumberObjected {
  organization: string;
  /** Masked. */
  number: string;
  /** Whose it is in this organization, by name. */
  people: string[];
  how: SuppressionSource;
  /** From no organization at all. */
  everybody: boolean;
  /** ISO 8601. */
  at: string;
}

const HOW: Record<SuppressionSource, string> = {
  call: "Whoever answered pressed 9 twice in a call",
  page: "Its holder asked for it on CallPing's public page, and proved with a code that it is theirs",
  operator: "Whoever operates CallPing has stopped it",
};

/** Says that a number is not called any more, whose it is, and what to do: somebody may not be reached tonight. */
export function numberObjected(
  { organization, number, people, how, everybody, at }: NumberObjected,
  apiOrigin: string,
): Message {
  const whose = people.length === 0 ? "" : `, a number of ${oneLine(people.join(" and "))}`;
  const opening = `CallPing does not call ${number}${whose}, for ${oneLine(organization)} any more. ${HOW[how]} at ${at}${everybody ? ", for every organization" : ""}.`;
  const meaning =
    "Call plans pass this number over from now on. If nobody else is in them, alerts reach nobody by telephone: look now who would not be reached.";
  const undo =
    "Nobody in the organization can undo it, also not by adding the number again. The number's holder can:";
  const readiness = new URL("/api/v1/readiness", apiOrigin).href;
  const page = new URL("/stop", apiOrigin).href;
  return {
    subject: `CallPing: ${number} is not called any more for ${oneLine(organization)}`,
    text: [opening, "", meaning, readiness, "", undo, page, ""].join("\n"),
    html: [
      '<!doctype html><html lang="en"><body style="font-family:sans-serif;max-width:36em">',
      `<p>${escape(opening)}</p>`,
      `<p>${escape(meaning)} <a href="${escape(readiness)}">${escape(readiness)}</a></p>`,
      `<p>${escape(undo)} <a href="${escape(page)}">${escape(page)}</a></p>`,
      "</body></html>",
    ].join("\n"),
  };
}

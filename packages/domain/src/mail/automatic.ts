/** What an automatic answer is recognised by. */
export interface Origin {
  /** The envelope's MAIL FROM; empty for `<>`. */
  returnPath: string;
  /** Header names in lower case; of repeated ones the first. */
  headers: Readonly<Record<string, string>>;
}

/** Headers by which responders without RFC 3834 mark their answers. */
const RESPONDER_HEADERS = ["x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply"] as const;
/** RFC 3464 and RFC 8098: a bounce and a read receipt. */
const REPORT = /^multipart\/report\b.*\breport-type\s*=\s*"?(?:delivery-status|disposition-notification)/is;

/**
 * Why a mail is no alert but an automatic answer, a bounce or a list's own housekeeping; `null` when it is to be read.
 * `Auto-Submitted: auto-generated` is what monitoring tools send, and rings with an empty return path as well: doubt
 * means firing. Lists and bulk mail ring too, since alerts travel through lists. Source: RFC 3834, sections 2 and 5.
 */
export function whyNotice({ returnPath, headers }: Origin): string | null {
  const submitted = firstWord(headers["auto-submitted"]);
  if (submitted !== "" && submitted !== "no" && submitted !== "auto-generated")
    return `Auto-Submitted is ${submitted.slice(0, 40)}`;
  const precedence = firstWord(headers["precedence"]);
  if (precedence === "auto_reply" || precedence === "auto-reply") return `Precedence is ${precedence}`;
  const responder = RESPONDER_HEADERS.find((name) => !["", "no"].includes(firstWord(headers[name])));
  if (responder !== undefined) return `it carries ${responder}`;
  if (firstWord(headers["x-list-administrivia"]) === "yes") return "a mailing list sent it about itself";
  if (REPORT.test(headers["content-type"] ?? "")) return "it is a delivery report";
  if (returnPath.replaceAll(/[<>\s]/g, "") === "" && submitted !== "auto-generated")
    return "its return path is empty, as that of a bounce";
  return null;
}

function firstWord(value: string | undefined): string {
  return /[^\s;(]+/.exec(value ?? "")?.[0].toLowerCase() ?? "";
}

/** A mail larger than this is refused: it is advertised as SMTP's SIZE, and is far below Email Routing's own 25 MiB. */
export const MAX_MAIL_BYTES = 10 * 1024 * 1024;
/**
 * Only so much of a mail is parsed. Text stands before attachments, and parsing 10 MiB would hold up the one thread
 * that also rings phones.
 */
export const MAX_PARSED_BYTES = 1024 * 1024;
export const MAX_PARSED_LINES = 8_000;
/** What is read of a mail's text, or of its JSON: the size of a webhook's body. */
export const MAX_TEXT_BYTES = 256 * 1024;
/** What is stored of a mail: the text, and beside it from whom, to whom, when and which files. */
export const MAX_DOCUMENT_BYTES = MAX_TEXT_BYTES + 16 * 1024;
/** RFC 5321, section 4.5.3.1.8: a server takes at least so many recipients a mail. */
export const MAX_RECIPIENTS = 100;

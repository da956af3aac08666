/** A mail, decoded, as the reader takes it. Every string is bounded by whoever parsed it. */
export interface Mail {
  /** The envelope's MAIL FROM; empty for `<>`. */
  returnPath: string;
  /** `Ada Example <ada@tool.example>`, or the address alone. */
  from: string | null;
  subject: string | null;
  messageId: string | null;
  date: string | null;
  /** Names in lower case; of repeated ones the first. */
  headers: Readonly<Record<string, string>>;
  /** The plain text; of a mail that has only HTML, its words. */
  text: string;
  /** Text of the attachments that say they are JSON, in order. */
  json: readonly string[];
  /** The other attachments, for people: `chart.png (image/png, 12 KiB)`. */
  files: readonly string[];
  /** What was cut or could not be read, a sentence each. */
  notes: readonly string[];
}

import { createTransport } from "nodemailer";

/** A mail as a monitoring tool sends it. */
export interface Mail {
  to: string;
  subject: string;
  text?: string;
  from?: string;
  messageId?: string;
  headers?: Record<string, string>;
  attachments?: { filename: string; content: string; contentType?: string }[];
}

/** The server's last word on a mail: its code and its line. */
export interface SmtpReply {
  code: number;
  text: string;
}

/** Sends one mail with a real SMTP client. A refusal is an answer; no connection is an error. */
export async function sendMail(smtpUrl: string, mail: Mail): Promise<SmtpReply> {
  const client = createTransport(smtpUrl);
  try {
    const { response } = await client.sendMail({ from: "Monitor <monitor@tool.example>", ...mail });
    return { code: Number(response.slice(0, 3)), text: response };
  } catch (error) {
    const { responseCode, response } = error as { responseCode?: number; response?: string };
    if (responseCode === undefined) throw error;
    return { code: responseCode, text: response ?? "" };
  } finally {
    client.close();
  }
}

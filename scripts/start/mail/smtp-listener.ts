import { once } from "node:events";

import { readEndpointId } from "@callping/api/endpoint-id/read";
import { readAlertAddress } from "@callping/domain/mail/address";
import { MAX_MAIL_BYTES, MAX_RECIPIENTS } from "@callping/domain/mail/limits";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";

import type { Upstream } from "../proxy/upstream.ts";
import type { Address } from "../state/addresses.ts";
import { handOver, type Received, type Reply } from "./hand-over.ts";
import { sumUp } from "./sum-up.ts";

export interface SmtpListenerOptions {
  /** A loopback address. */
  listenAt: Address;
  domain: string;
  upstream: Upstream;
  /** `MAIL_HANDOVER_TOKEN` of the Worker. */
  token: string;
  /** To refuse an unknown address before its mail is sent. The Worker asks again. */
  endpointIdKeys: string;
  say(line: string): void;
  /** For tests: how long the Worker has to answer. */
  deadlineMs?: number;
}

export interface SmtpListener {
  port: number;
  close(): Promise<void>;
}

const MAX_CLIENTS = 64;
const CLOSE_WITHIN_MS = 500;
const LATER = "Cannot be stored now, so nobody is called yet. Send it again in a minute";
const TOO_LARGE = `The mail is larger than ${MAX_MAIL_BYTES / 1024 / 1024} MiB: nobody is called. Leave attachments out`;

/**
 * Takes mail for this installation's endpoints, and for nobody else: it relays nothing and sends nothing. 250 comes
 * only once the Worker has stored the mail durably; 451 while it cannot, and SMTP clients then try again.
 */
export async function startSmtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const { listenAt, domain } = options;
  const server = new SMTPServer({
    name: domain,
    banner: "CallPing, alerts only",
    // A reverse look-up would go to the network; logins and TLS are for servers that strangers reach.
    disableReverseLookup: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    size: MAX_MAIL_BYTES,
    maxRecipients: MAX_RECIPIENTS,
    maxClients: MAX_CLIENTS,
    closeTimeout: CLOSE_WITHIN_MS,
    onRcptTo: ({ address }, _session, callback) => void answer(refusalOf(address, options), callback),
    onData: (stream, session, callback) => void answer(receive(stream, session, options), callback),
  });
  server.on("error", (error) => options.say(`mail: ${error.message}`));
  const listening = server.listen(listenAt.port, listenAt.host);
  await once(listening, "listening");
  const bound = listening.address();
  return {
    port: typeof bound === "object" && bound !== null ? bound.port : listenAt.port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Why a recipient is refused at once, or `null`. */
async function refusalOf(
  address: string,
  { domain, endpointIdKeys }: SmtpListenerOptions,
): Promise<Reply | null> {
  const read = readAlertAddress(address, domain);
  if (!read.ok && read.error.reason === "other_domain")
    return { code: 551, text: `This server takes mail for @${domain} only and passes none on` };
  if (read.ok && (await readEndpointId(endpointIdKeys, read.endpointId)) !== null) return null;
  return {
    code: 550,
    text: "No such endpoint: nobody is called. Copy the endpoint id from the endpoint's URL again",
  };
}

async function receive(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  { upstream, token, say, deadlineMs }: SmtpListenerOptions,
): Promise<Reply> {
  const raw = await collect(stream);
  if (raw === null) return { code: 552, text: TOO_LARGE };
  const received: Received = {
    from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    raw,
  };
  try {
    if (!(await upstream.ready())) return { code: 451, text: LATER };
    return sumUp(received.to, await handOver(upstream.address, token, received, deadlineMs));
  } catch (error) {
    say(
      `mail: not handed over, its sender is told to try again (${error instanceof Error ? error.message : String(error)})`,
    );
    return { code: 451, text: LATER };
  }
}

/** The whole message, or `null` when it is too large; read to its end either way, or the sender would not hear why. */
async function collect(stream: SMTPServerDataStream): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks.length = 0;
    else chunks.push(chunk as Buffer);
  }
  return stream.sizeExceeded ? null : Buffer.concat(chunks);
}

/** `null` accepts. What goes wrong on our side is never the sender's fault: it is told to try again. */
async function answer(
  work: Promise<Reply | null>,
  callback: (error?: Error | null, text?: string) => void,
): Promise<void> {
  const reply = await work.catch((): Reply => ({ code: 451, text: LATER }));
  if (reply === null) return callback();
  const text = printable(reply.text);
  if (reply.code === 250) callback(null, text);
  else callback(Object.assign(new Error(text), { responseCode: reply.code }));
}

/** One line of ASCII that fits a reply (RFC 5321, section 4.5.3.1.5). */
function printable(text: string): string {
  return text.replaceAll(/[^ -~]+/g, " ").slice(0, 450);
}

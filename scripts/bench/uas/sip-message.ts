/** A SIP request or response as text lines (RFC 3261, section 7). Header names are as Asterisk writes them: in full. */
export interface SipMessage {
  startLine: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: string;
}

export function parseSip(text: string): SipMessage {
  const end = text.indexOf("\r\n\r\n");
  const head = end < 0 ? text : text.slice(0, end);
  const [startLine = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { startLine, headers, body: end < 0 ? "" : text.slice(end + 4) };
}

/** The first header of a name, or an empty text. */
export function header(message: SipMessage, name: string): string {
  return message.headers.find(([candidate]) => candidate === name)?.[1] ?? "";
}

export function methodOf(message: SipMessage): string {
  return message.startLine.split(" ")[0] ?? "";
}

/** The user part of the Request-URI: the number that is called. */
export function calledNumber(message: SipMessage): string {
  return /^\w+ sips?:([^@;]+)@/.exec(message.startLine)?.[1] ?? "";
}

/** A response keeps Via, From, Call-ID and CSeq of its request and adds our tag to To (RFC 3261, section 8.2.6). */
export function respond(
  request: SipMessage,
  status: string,
  { toTag = "", extra = [], body = "" }: { toTag?: string; extra?: readonly string[]; body?: string } = {},
): string {
  const to = header(request, "to");
  const kept = request.headers.filter(([name]) => KEPT.has(name)).map(([name, value]) => `${name}: ${value}`);
  const tagged = toTag === "" || /;\s*tag=/.test(to) ? to : `${to};tag=${toTag}`;
  return compose(`SIP/2.0 ${status}`, [...kept, `to: ${tagged}`, ...extra], body);
}

const KEPT: ReadonlySet<string> = new Set(["via", "from", "call-id", "cseq", "record-route"]);

export function compose(startLine: string, headers: readonly string[], body = ""): string {
  return [startLine, ...headers, `content-length: ${Buffer.byteLength(body)}`, "", body].join("\r\n");
}

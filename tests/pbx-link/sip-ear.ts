import { createSocket, type RemoteInfo } from "node:dgram";

/** What a carrier sees of one call before it refuses it. */
export interface HeardInvite {
  /** `INVITE sip:380671112233@127.1.2.3:5060 SIP/2.0` */
  requestLine: string;
  /** The number in the From header. */
  callerId: string;
}

export interface SipEar {
  invites: HeardInvite[];
  close: () => void;
}

/** A carrier in one socket: answers OPTIONS with 200, and every call with 503 once it has written down how it was dialled. */
export async function listenForInvites({
  address,
  port,
}: {
  address: string;
  port: number;
}): Promise<SipEar> {
  const socket = createSocket("udp4");
  const invites: HeardInvite[] = [];
  const known = new Set<string>();
  socket.on("message", (message, from: RemoteInfo) => {
    const text = message.toString("latin1");
    const requestLine = text.slice(0, text.indexOf("\r\n"));
    const method = requestLine.split(" ")[0];
    if (method !== "OPTIONS" && method !== "INVITE") return;
    if (method === "INVITE" && !known.has(headerOf(text, "Call-ID"))) {
      known.add(headerOf(text, "Call-ID"));
      invites.push({ requestLine, callerId: /<sip:([^@>]+)@/.exec(headerOf(text, "From"))?.[1] ?? "" });
    }
    const status = method === "OPTIONS" ? "200 OK" : "503 Service Unavailable";
    const copied = ["Via", "From", "Call-ID", "CSeq"].map((name) => `${name}: ${headerOf(text, name)}`);
    const answer = [
      `SIP/2.0 ${status}`,
      ...copied,
      `To: ${headerOf(text, "To")};tag=ear`,
      "Content-Length: 0",
      "",
      "",
    ];
    socket.send(answer.join("\r\n"), from.port, from.address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(port, address, resolve);
  });
  return { invites, close: () => socket.close() };
}

function headerOf(text: string, name: string): string {
  return new RegExp(`^${name}: *(.*?)\\r$`, "im").exec(text)?.[1] ?? "";
}

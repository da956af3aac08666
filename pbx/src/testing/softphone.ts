import { createHash, randomBytes } from "node:crypto";
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";

export interface SoftphoneOptions {
  user: string;
  password: string;
  carrier: { address: string; port: number };
}

const RINGS_MILLISECONDS = 150;

/** Just enough SIP to register with digest (RFC 3261, RFC 2617) and to ring, then decline with 486, whoever calls. */
export class Softphone {
  readonly #options: SoftphoneOptions;
  readonly #socket: Socket = createSocket("udp4");
  readonly #callId = randomBytes(8).toString("hex");
  #sequence = 0;

  constructor(options: SoftphoneOptions) {
    this.#options = options;
  }

  /** Resolves with the final SIP code of the registration. */
  async register(): Promise<number> {
    await new Promise<void>((resolve) => this.#socket.bind(0, "127.0.0.1", resolve));
    const challenge = await this.#send();
    const field = (name: string) => new RegExp(`${name}="([^"]+)"`).exec(challenge)?.[1] ?? "";
    const status = statusOf(await this.#send(this.#digest(field("realm"), field("nonce"))));
    this.#socket.on("message", (data, from) => this.#decline(data.toString(), from));
    return status;
  }

  close(): void {
    this.#socket.close();
  }

  #digest(realm: string, nonce: string): string {
    const { user, password, carrier } = this.#options;
    const uri = `sip:${carrier.address}`;
    const [cnonce, nc] = ["0a4f113b", "00000001"];
    const response = md5(
      `${md5(`${user}:${realm}:${password}`)}:${nonce}:${nc}:${cnonce}:auth:${md5(`REGISTER:${uri}`)}`,
    );
    return (
      `Authorization: Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
      `response="${response}", algorithm=MD5, qop=auth, nc=${nc}, cnonce="${cnonce}"\r\n`
    );
  }

  #send(authorization = ""): Promise<string> {
    const { user, carrier } = this.#options;
    const own = `127.0.0.1:${this.#socket.address().port}`;
    this.#sequence += 1;
    const request =
      `REGISTER sip:${carrier.address} SIP/2.0\r\nVia: SIP/2.0/UDP ${own};branch=z9hG4bK${this.#callId}${this.#sequence};rport\r\n` +
      `From: <sip:${user}@${carrier.address}>;tag=${this.#callId}\r\nTo: <sip:${user}@${carrier.address}>\r\n` +
      `Call-ID: ${this.#callId}\r\nCSeq: ${this.#sequence} REGISTER\r\nContact: <sip:${user}@${own}>\r\nMax-Forwards: 70\r\n` +
      `Expires: 60\r\n${authorization}Content-Length: 0\r\n\r\n`;
    const answer = new Promise<string>((resolve) => {
      const take = (data: Buffer): void => {
        const text = data.toString();
        // The carrier may ask something (OPTIONS) while it answers.
        if (!text.startsWith("SIP/2.0 ")) return;
        this.#socket.off("message", take);
        resolve(text);
      };
      this.#socket.on("message", take);
    });
    this.#socket.send(request, carrier.port, carrier.address);
    return answer;
  }

  #decline(request: string, from: RemoteInfo): void {
    const method = request.split(" ")[0];
    if (method === "OPTIONS") this.#reply(request, from, "200 OK");
    if (method !== "INVITE") return;
    this.#reply(request, from, "180 Ringing");
    // Two datagrams at once may be taken in either order, and a call that was declined first has never rung.
    setTimeout(() => this.#reply(request, from, "486 Busy Here"), RINGS_MILLISECONDS);
  }

  #reply(request: string, from: RemoteInfo, status: string): void {
    const kept = request.split("\r\n").filter((line) => /^(Via|From|Call-ID|CSeq):/i.test(line));
    const to = /^To:.*$/im.exec(request)?.[0].trim() ?? "";
    const lines = [`SIP/2.0 ${status}`, ...kept, `${to};tag=${this.#callId}`, "Content-Length: 0", "", ""];
    this.#socket.send(lines.join("\r\n"), from.port, from.address);
  }
}

function statusOf(response: string): number {
  return Number(response.split(" ")[1]);
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";

/** An event of Asterisk's REST interface; only what the handsets need is named. */
export interface AriEvent {
  type: string;
  timestamp?: string;
  application?: string;
  args?: string[];
  channel?: {
    id: string;
    name: string;
    state: string;
    caller?: { number?: string; name?: string };
    protocol_id?: string;
  };
  digit?: string;
  cause?: number;
  tech_cause?: number;
  recording?: { name: string; duration?: number };
}

export interface AriAnswer {
  status: number;
  body: unknown;
}

type RawAnswer = { type: "RESTResponse"; request_id: string; status_code: number; message_body?: string };

const ANSWER_WITHIN_MS = 5_000;

/** REST requests and events over the WebSocket that an Asterisk opened to us (Asterisk 22, "REST over WebSocket"). */
export class AriSocket {
  private readonly socket: WebSocket;
  private readonly pending = new Map<string, (answer: AriAnswer) => void>();

  constructor(socket: WebSocket, onEvent: (event: AriEvent) => void) {
    this.socket = socket;
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString("utf8")) as RawAnswer | AriEvent;
      if (message.type === "RESTResponse") this.settle(message as RawAnswer);
      else onEvent(message);
    });
  }

  /** One request. Rejects when Asterisk says nothing for five seconds. */
  request(
    method: "GET" | "POST" | "PUT" | "DELETE",
    uri: string,
    body?: Record<string, unknown>,
  ): Promise<AriAnswer> {
    const request_id = randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(request_id);
        reject(new Error(`Asterisk did not answer ${method} ${uri} within ${ANSWER_WITHIN_MS} ms`));
      }, ANSWER_WITHIN_MS);
      this.pending.set(request_id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      const content =
        body === undefined ? {} : { content_type: "application/json", message_body: JSON.stringify(body) };
      this.socket.send(JSON.stringify({ type: "RESTRequest", request_id, method, uri, ...content }));
    });
  }

  close(): void {
    this.socket.close();
  }

  private settle(message: RawAnswer): void {
    const settle = this.pending.get(message.request_id);
    this.pending.delete(message.request_id);
    const text = message.message_body ?? "";
    settle?.({ status: message.status_code, body: text === "" ? null : JSON.parse(text) });
  }
}

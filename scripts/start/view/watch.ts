import { WebSocket } from "ws";

import type { LiveMessage } from "./format.ts";

const AGAIN_AFTER_MS = 500;

export interface WatchOptions {
  port: number;
  apiKey: string;
  onMessage(message: LiveMessage): void;
}

/** Follows `GET /api/v1/live`, across restarts of the Workers, until stopped. */
export function watchLive({ port, apiKey, onMessage }: WatchOptions): () => void {
  let stopped = false;
  let socket: WebSocket | null = null;
  let timer: NodeJS.Timeout | undefined;
  const connect = (): void => {
    const headers = { authorization: `Bearer ${apiKey}` };
    socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, { headers, perMessageDeflate: false });
    socket.on("message", (data: Buffer) => {
      const message: LiveMessage = JSON.parse(data.toString("utf8"));
      onMessage(message);
    });
    // "close" follows each error, and both a refusal and a lost connection end in another try.
    socket.on("error", () => {});
    socket.once("close", () => {
      if (!stopped) timer = setTimeout(connect, AGAIN_AFTER_MS);
    });
  };
  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket?.terminate();
  };
}

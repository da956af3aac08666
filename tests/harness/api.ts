import { request } from "node:http";

export interface ApiAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  // The tests check bodies against schemas or compare them; their shape is whatever the server says.
  body: unknown;
}

export interface ApiRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Rejects when nothing moves for this long; left out, it waits for ever. */
  timeoutMs?: number;
  /** The address to dial; 127.0.0.1 when left out. */
  at?: string | undefined;
  /** The loopback address to come from: limits count by it. */
  from?: string;
}

/** An HTTP request to a host of the installation. `*.localhost` is dialled as 127.0.0.1 with its Host header. */
export function call(url: string, options: ApiRequest = {}): Promise<ApiAnswer> {
  const { port, pathname, search, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const message = request(
      {
        host: options.at ?? "127.0.0.1",
        port,
        path: `${pathname}${search}`,
        method: options.method ?? "GET",
        headers: { host, ...options.headers },
        ...(options.from !== undefined && { localAddress: options.from }),
        ...(options.timeoutMs !== undefined && { timeout: options.timeoutMs }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: parse(Buffer.concat(chunks).toString("utf8")),
          }),
        );
      },
    );
    message.once("timeout", () =>
      message.destroy(new Error(`${message.method} ${url}: no answer within ${options.timeoutMs} ms`)),
    );
    message.once("error", reject);
    message.end(options.body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

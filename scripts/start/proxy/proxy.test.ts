import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";

import { type FrontProxy, startProxy } from "./server.ts";
import { Upstream } from "./upstream.ts";

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: string;
}

let worker: Server;
let workerPort: number;
let seen: IncomingMessage[];
let tunnels: Duplex[];
let upstream: Upstream;
let proxy: FrontProxy;

/** Stands in for workerd: echoes the body, or does what the path says. */
async function startWorker(port = 0): Promise<void> {
  worker = createServer((incoming, response) => {
    seen.push(incoming);
    if (incoming.url === "/die") {
      incoming.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => response.writeHead(202, { "x-worker": "yes" }).end(Buffer.concat(chunks)));
  });
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => "ari" });
  worker.on("upgrade", (incoming, socket, head) => {
    seen.push(incoming);
    tunnels.push(socket);
    if (incoming.headers.authorization === undefined) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 6\r\n\r\nno key");
      return;
    }
    sockets.handleUpgrade(incoming, socket, head, (client) =>
      client.on("message", (data: Buffer) => client.send(`heard ${data.toString("utf8")}`)),
    );
  });
  worker.listen({ host: "127.0.0.1", port });
  await once(worker, "listening");
  const address = worker.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  workerPort = address.port;
}

async function stopWorker(): Promise<void> {
  for (const tunnel of tunnels) tunnel.destroy();
  worker.closeAllConnections();
  worker.close();
  await once(worker, "close");
}

function ask(options: {
  host?: string;
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host: options.host ?? "api.callping.localhost:1", ...options.headers };
    const outgoing = request({
      host: "127.0.0.1",
      port: proxy.port,
      method: options.method ?? "POST",
      path: options.path ?? "/",
      headers,
    });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    outgoing.end(options.body);
  });
}

beforeEach(async () => {
  seen = [];
  tunnels = [];
  await startWorker();
  upstream = new Upstream({ host: "127.0.0.1", port: workerPort });
  upstream.markUp();
  proxy = await startProxy(0, upstream, undefined, { host: "127.0.0.1", port: workerPort });
});

afterEach(async () => {
  upstream.close();
  await proxy.close();
  await stopWorker();
});

describe("a request", () => {
  it("passes with its body, and the answer with its status and headers", async () => {
    const answer = await ask({ body: "x".repeat(300_000), path: "/api/wh/1?a=b" });
    expect(answer).toMatchObject({ status: 202, headers: { "x-worker": "yes" } });
    expect(answer.body).toHaveLength(300_000);
    expect(seen[0]).toMatchObject({
      method: "POST",
      url: "/api/wh/1?a=b",
      headers: { host: "api.callping.localhost:1" },
    });
  });

  it("loses what the sender says about itself, and gains the address it came from", async () => {
    await ask({
      headers: {
        "CF-Connecting-IP": "203.0.113.9",
        "cf-ipcountry": "FR",
        "X-Forwarded-For": "203.0.113.9",
        "X-Real-IP": "203.0.113.9",
        "MF-CF-Blob": "{}",
        Connection: "keep-alive, X-Secret-Hop",
        "X-Secret-Hop": "1",
        "X-Alert-Key": "kept",
      },
    });
    const headers = seen[0]?.headers ?? {};
    expect(headers).toMatchObject({
      "cf-connecting-ip": "127.0.0.1",
      "x-forwarded-proto": "http",
      "x-alert-key": "kept",
    });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["cf-ipcountry"]));
    for (const name of ["cf-ipcountry", "x-forwarded-for", "x-real-ip", "mf-cf-blob", "x-secret-hop"])
      expect(headers[name]).toBeUndefined();
  });

  it.each([
    ["callping.localhost", "/", 404],
    ["my.callping.localhost:8780", "/", 404],
    ["my.callping.localhost", "/api/session", 202],
    ["ADMIN.callping.localhost", "/api/x", 202],
    ["my.callping.localhost", "/phone/ws", 404],
    ["status.callping.localhost", "/api/x", 404],
    ["mail.callping.localhost", "/", 404],
    ["example.org", "/api/wh/1", 404],
    ["127.0.0.1:8780", "/pbx/pbx-1", 202],
    ["localhost", "/", 202],
  ])("to %s %s is answered with %i", async (host, path, status) => {
    const answer = await ask({ host, path });
    expect(answer.status).toBe(status);
    if (status === 404)
      expect(JSON.parse(answer.body)).toMatchObject({
        code: "not_found",
        detail: expect.stringContaining("callping.localhost"),
      });
  });

  it("waits for a Worker that is starting", async () => {
    upstream.markDown();
    const answer = ask({ body: "held" });
    setImmediate(() => upstream.markUp());
    expect(await answer).toMatchObject({ status: 202, body: "held" });
  });

  it("is refused with Retry-After when nothing comes back", async () => {
    upstream.markDown();
    const answer = ask({});
    setImmediate(() => upstream.close());
    expect(await answer).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
  });

  it("meets a Worker that has just died and comes back before anyone noticed", async () => {
    await stopWorker();
    const answer = ask({ body: "again" });
    await startWorker(workerPort);
    expect(await answer).toMatchObject({ status: 202, body: "again" });
    expect(seen).toHaveLength(1);
  });

  it("that was under way when the Worker died is not sent twice", async () => {
    const answer = await ask({ path: "/die", body: "once" });
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    expect(JSON.parse(answer.body)).toMatchObject({ code: "broken_off" });
    expect(seen).toHaveLength(1);
  });
});

describe("an upgrade", () => {
  const open = (headers: Record<string, string>) =>
    new WebSocket(`ws://127.0.0.1:${proxy.port}/pbx/pbx-1`, ["ari"], { headers });

  it("passes with its credentials and subprotocol, in both directions", async () => {
    const socket = open({ authorization: "Basic cGJ4", "cf-ipcountry": "FR" });
    await once(socket, "open");
    expect(socket.protocol).toBe("ari");
    socket.send("ping");
    expect(String((await once(socket, "message"))[0])).toBe("heard ping");
    expect(seen[0]?.headers).toMatchObject({ authorization: "Basic cGJ4", "cf-connecting-ip": "127.0.0.1" });
    expect(seen[0]?.headers["cf-ipcountry"]).toBeUndefined();
    socket.terminate();
  });

  it("refused by the Worker is refused the same way, and the connection ends", async () => {
    const client = connect(proxy.port, "127.0.0.1");
    client.write(
      "GET /pbx/pbx-1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    let text = "";
    client.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    await once(client, "close");
    expect(text).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
    expect(text).toMatch(/no key$/);
  });

  it("closes for the client when the Worker goes", async () => {
    const socket = open({ authorization: "Basic cGJ4" });
    await once(socket, "open");
    const closed = once(socket, "close");
    await stopWorker();
    expect((await closed)[0]).toBe(1006);
    await startWorker(workerPort);
  });
});

describe("a browser phone", () => {
  const open = (path: string, host: string, origin?: string) =>
    new WebSocket(`ws://127.0.0.1:${proxy.port}${path}`, ["sip"], {
      headers: {
        host,
        cookie: "a=b",
        authorization: "Basic cGJ4",
        "x-long": "y".repeat(2000),
        ...(origin && { origin }),
      },
    });
  const refusal = async (socket: WebSocket): Promise<string> => String((await once(socket, "error"))[0]);

  it("reaches the PBX's own path with the handshake alone: no cookie, nothing of the portal's", async () => {
    const socket = open("/phone/ws", "my.callping.localhost:8780", "http://my.callping.localhost:8780");
    // The stand-in asks for credentials, and they are not passed on either.
    expect(await refusal(socket)).toContain("401");
    expect(seen[0]?.url).toBe("/ws");
    expect(Object.keys(seen[0]?.headers ?? {}).toSorted()).toEqual([
      "connection",
      "host",
      "sec-websocket-extensions",
      "sec-websocket-key",
      "sec-websocket-protocol",
      "sec-websocket-version",
      "upgrade",
    ]);
  });

  it.each([
    ["/phone/ws", "my.callping.localhost", "https://evil.example"],
    ["/phone/ws", "my.callping.localhost", "null"],
    ["/phone/ws/../ari/events", "my.callping.localhost", undefined],
    ["/phone/ws?x=1", "my.callping.localhost", undefined],
    ["/phone/ws", "admin.callping.localhost", undefined],
    ["/phone/ws", "callping.localhost", undefined],
  ])("%s on %s for a page of %s never reaches it", async (path, host, origin) => {
    expect(await refusal(open(path, host, origin))).toContain("404");
    expect(seen).toEqual([]);
  });
});

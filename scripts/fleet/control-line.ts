import { createServer, connect, type Server, type Socket } from "node:net";
import { once } from "node:events";

import type { Target } from "../bench/load/webhook.ts";

/** The network between a PBX and its Worker: it can be cut for a while, and mended. */
export class ControlLine {
  readonly port: number;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #isCut = false;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  /** @param worker where it leads; null while nobody listens there yet */
  static async lay(worker: () => Target | null): Promise<ControlLine> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("the line has no port");
    const line = new ControlLine(server, address.port);
    server.on("connection", (socket) => line.#carry(socket, worker()));
    return line;
  }

  /** Both ends lose their connection, and none comes through until `mend`. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#open) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #carry(near: Socket, target: Target | null): void {
    if (this.#isCut || target === null) return void near.destroy();
    const far = connect(target);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(socket);
      socket.setNoDelay();
      // Either end's loss is the other's: what it was, the product finds out by itself.
      socket.once("error", () => other.destroy());
      socket.once("close", () => {
        this.#open.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  }
}

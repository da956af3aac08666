// One installation at a time in one checkout. The lock is a listening socket: the system takes it away when
// its owner dies, however it dies, and whoever waits hears the connection close.
import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import { createServer, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Linux has socket names outside the file system; elsewhere it is a file in the temporary folder. */
function lockAddress(root) {
  const name = `callping-install-${createHash("sha256").update(realpathSync(root)).digest("hex").slice(0, 24)}`;
  return process.platform === "linux" ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

function tryListen(address) {
  return new Promise((resolve, reject) => {
    const waiting = new Set();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => waiting.delete(socket));
    });
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(undefined) : reject(error)));
    server.listen(address, () => {
      resolve(() => {
        server.close();
        for (const socket of waiting) socket.destroy();
      });
    });
  });
}

/** Resolves when the owner of the lock is gone; removes a socket file that a dead owner left behind. */
function waitForOwner(address) {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.on("error", (error) => {
      if (error.code === "ECONNREFUSED" && !address.startsWith("\0")) rmSync(address, { force: true });
      resolve();
    });
    socket.on("close", () => resolve());
  });
}

/** Runs `work` while holding the lock. `onWait` is told once when somebody else holds it. */
export async function withInstallLock(root, { onWait }, work) {
  const address = lockAddress(root);
  let told = false;
  for (;;) {
    const release = await tryListen(address);
    if (release) {
      try {
        return await work();
      } finally {
        release();
      }
    }
    if (!told) onWait();
    told = true;
    await waitForOwner(address);
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { spawnBound } from "./process.ts";

/** Resolves when the process is gone or a zombie; the test's time limit ends a wait in vain. */
async function gone(pid: number): Promise<void> {
  const state = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (state !== undefined && !/^\d+ \(.*\) [ZX]/.test(state))
    return new Promise((resolve) => setImmediate(resolve)).then(() => gone(pid));
}

describe("a bound process", () => {
  it("ends with TERM, and says so", async () => {
    const bound = await spawnBound("sleep", ["60"]);
    expect(await bound.stop()).toEqual({ code: null, signal: "SIGTERM" });
    expect(await bound.stop()).toEqual(await bound.exited);
  });

  it("is killed when it does not listen to TERM", async () => {
    const bound = await spawnBound("sh", ["-c", 'trap "" TERM; echo ready; while :; do sleep 1; done'], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    if (bound.child.stdout) await once(bound.child.stdout, "data");
    expect(await bound.stop(50)).toEqual({ code: null, signal: "SIGKILL" });
  });

  it("dies with a parent that is killed", async () => {
    const script = `import { spawnBound } from ${JSON.stringify(join(import.meta.dirname, "process.ts"))}; const b = await spawnBound("sleep", ["60"]); console.log(b.pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(parent.stdout, "data");
    const child = Number(String(line));
    expect(child).toBeGreaterThan(1);
    parent.kill("SIGKILL");
    await gone(child);
  });

  it("passes on the exit code", async () => {
    const bound = await spawnBound("sh", ["-c", "exit 7"]);
    expect(await bound.exited).toEqual({ code: 7, signal: null });
  });
});

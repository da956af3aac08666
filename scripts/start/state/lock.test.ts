import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { explainLock, lockState } from "./lock.ts";

const MODULE = join(import.meta.dirname, "lock.ts");
const NOW = new Date("2026-11-22T10:00:00.000Z");
let stateDir: string;

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "lock-"));
  others = [];
});
afterEach(() => {
  for (const child of others) child.kill("SIGKILL");
  rmSync(stateDir, { recursive: true, force: true });
});

let others: ChildProcess[];

/** Another process that takes the lock, forgets about it and collects its garbage. */
async function holdElsewhere() {
  const script = `
    const { lockState } = await import(${JSON.stringify(MODULE)});
    let result = lockState(process.argv[1], new Date("2026-11-22T09:00:00.000Z"));
    if (result.ok) result.lock.describe("http://api.callping.localhost:8780");
    console.log(result.ok);
    result = null;
    await new Promise((done) => setImmediate(done));
    globalThis.gc();
    console.log("collected");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--expose-gc", "--input-type=module", "--eval", script, stateDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  others.push(child);
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  while (!text.includes("collected")) await once(child.stdout, "data");
  expect(text).toMatch(/^true\n/);
  return child;
}

describe("the lock of a state folder", () => {
  it("is refused at once while another process has it, with who that is", async () => {
    const child = await holdElsewhere();
    const before = performance.now();
    const second = lockState(stateDir, NOW);
    expect(performance.now() - before).toBeLessThan(500);
    expect(second).toEqual({
      ok: false,
      holder: {
        pid: child.pid,
        since: "2026-11-22T09:00:00.000Z",
        url: "http://api.callping.localhost:8780",
      },
    });
  });

  it("goes with its holder, even by SIGKILL", async () => {
    const child = await holdElsewhere();
    child.kill("SIGKILL");
    await once(child, "exit");
    const second = lockState(stateDir, NOW);
    expect(second.ok).toBe(true);
    if (second.ok) second.lock.release();
  });

  it("can be taken again after its release, and leaves no holder behind", () => {
    for (let turn = 0; turn < 2; turn++) {
      const result = lockState(stateDir, NOW);
      if (!result.ok) throw new Error("not taken");
      expect(JSON.parse(readFileSync(join(stateDir, "holder.json"), "utf8"))).toEqual({
        pid: process.pid,
        since: NOW.toISOString(),
        url: null,
      });
      result.lock.release();
      expect(() => readFileSync(join(stateDir, "holder.json"))).toThrow("ENOENT");
    }
  });

  it("keeps the folder to its owner", () => {
    const inner = join(stateDir, "new");
    const result = lockState(inner, NOW);
    if (result.ok) result.lock.release();
    expect(execFileSync("stat", ["-c", "%a", inner], { encoding: "utf8" }).trim()).toBe("700");
  });

  it("is explained with what to do", () => {
    const text = explainLock("/srv/state", { pid: 42, since: "2026-11-22T09:00:00.000Z", url: null });
    expect(text).toContain("process 42, since 2026-11-22T09:00:00.000Z");
    expect(text).toContain("--state");
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { identify } from "./proc.ts";
import { ProcessRecord } from "./record.ts";

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "record-"));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

async function startSleeper() {
  const child = spawn("sleep", ["60"]);
  await once(child, "spawn");
  if (child.pid === undefined) throw new Error("not started");
  return { child, pid: child.pid, exited: once(child, "exit") };
}

describe("the processes of a killed run", () => {
  it("are ended by the next one", async () => {
    const { pid, exited } = await startSleeper();
    new ProcessRecord(stateDir).set("pbx-1", pid);
    expect(await new ProcessRecord(stateDir).endLeftovers()).toEqual(["pbx-1"]);
    expect((await exited)[1]).toBe("SIGKILL");
    expect(identify(pid)).toBeNull();
  });

  it("are not mistaken for another process that has their pid now", async () => {
    const { child, pid, exited } = await startSleeper();
    const record = new ProcessRecord(stateDir);
    record.set("pbx-1", pid);
    const path = join(stateDir, "processes.json");
    for (const change of [{ startTicks: "1" }, { bootId: "another boot" }]) {
      const recorded = JSON.parse(readFileSync(path, "utf8"));
      writeFileSync(path, JSON.stringify({ "pbx-1": { ...recorded["pbx-1"], ...change } }));
      expect(await new ProcessRecord(stateDir).endLeftovers()).toEqual([]);
    }
    expect(identify(pid)).toMatchObject({ pid, command: "sleep 60" });
    child.kill("SIGKILL");
    await exited;
  });

  it("are forgotten when they were stopped in order, or were never there", async () => {
    const record = new ProcessRecord(stateDir);
    expect(await record.endLeftovers()).toEqual([]);
    record.set("supervisor", process.pid);
    expect(record.pids()).toEqual({ supervisor: process.pid });
    record.clear();
    expect(await new ProcessRecord(stateDir).endLeftovers()).toEqual([]);
  });
});

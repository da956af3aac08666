import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "../house/root.ts";

// A checkout of its own with a tiny lock and an `npm` that unpacks nothing but this Node.
let checkout = "";
let bin = "";
const children = [];

const NPM = `#!/bin/sh
echo "$@" >> npm-calls
[ -e npm-fails ] && { echo "registry is away" >&2; exit 1; }
rm -rf node_modules && mkdir -p node_modules/.bin && cd node_modules/.bin
ln "$REAL_NODE" node 2>/dev/null || cp "$REAL_NODE" node
`;

beforeEach(() => {
  checkout = realpathSync(mkdtempSync(join(tmpdir(), "callping-bootstrap-")));
  bin = join(checkout, "bin");
  cpSync(join(root, "scripts/bootstrap"), join(checkout, "scripts/bootstrap"), { recursive: true });
  cpSync(join(root, "scripts/bootstrap.mjs"), join(checkout, "scripts/bootstrap.mjs"));
  write("package.json", `{ "type": "module" }`);
  write("package-lock.json", `{ "packages": {} }`);
  write("bin/npm", NPM, 0o755);
});

afterEach(async () => {
  for (const { child, closed } of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await closed;
  }
  rmSync(checkout, { recursive: true, force: true });
});

function write(file, text, mode = 0o644) {
  mkdirSync(join(checkout, file, ".."), { recursive: true });
  writeFileSync(join(checkout, file), text, { mode });
}

function bootstrap(...args) {
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, REAL_NODE: process.execPath };
  const child = spawn(process.execPath, [join(checkout, "scripts/bootstrap.mjs"), ...args], { env });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => (said.out += chunk));
  child.stderr.on("data", (chunk) => (said.err += chunk));
  const closed = once(child, "close").then(([code]) => ({ code, ...said }));
  children.push({ child, closed });
  return { child, closed };
}

const npmCalls = () => readFileSync(join(checkout, "npm-calls"), "utf8").trim().split("\n").length;
const line = async (child) => String((await once(child.stdout, "data"))[0]).trim();

/** A condition that another process brings about; the test's own time limit is the bound. */
async function until(condition) {
  while (!condition()) await pause(5);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

describe("installing", () => {
  it("installs once, passes arguments and the exit code on, and is quick after that", async () => {
    write(
      "scripts/start/main.ts",
      "console.log(process.argv.slice(2).join()); process.exitCode = 7 as number;",
    );
    const first = await bootstrap("start", "--port", "80").closed;
    expect(first).toMatchObject({ code: 7, out: "--port,80\n" });
    expect(first.err).toContain("the packages are not installed yet");
    expect(await bootstrap("start").closed).toMatchObject({ code: 7, err: "" });
    expect(npmCalls()).toBe(1);
  });

  it("installs again when the lock changed", async () => {
    write("scripts/start/main.ts", "");
    await bootstrap("start").closed;
    write("package-lock.json", `{ "packages": {}, "changed": true }`);
    expect((await bootstrap("start").closed).err).toContain("package-lock.json changed");
    expect(npmCalls()).toBe(2);
  });

  it("installs once for two commands side by side", async () => {
    write("scripts/start/main.ts", "");
    write("scripts/test/main.ts", "");
    const both = await Promise.all([bootstrap("start").closed, bootstrap("test").closed]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(npmCalls()).toBe(1);
  });

  it("says npm's own words when it fails, and tries again the next time", async () => {
    write("scripts/start/main.ts", "");
    write("npm-fails", "");
    const failed = await bootstrap("start").closed;
    expect(failed.code).toBe(1);
    expect(failed.err).toContain("registry is away");
    rmSync(join(checkout, "npm-fails"));
    expect((await bootstrap("start").closed).code).toBe(0);
  });

  it("refuses to replace the packages under a running server, and says which", async () => {
    write("scripts/start/main.ts", "console.log(process.pid); setInterval(() => {}, 1000);");
    const { child } = bootstrap("start");
    const pid = await line(child);
    write("package-lock.json", `{ "packages": {}, "changed": true }`);
    const refused = await bootstrap("start").closed;
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`pid ${pid}`);
    expect(refused.err).toContain("Stop it first");
    expect(npmCalls()).toBe(1);
  });
});

describe("running", () => {
  it("names the tasks for one it does not know", async () => {
    expect(await bootstrap("dance").closed).toMatchObject({
      code: 1,
      err: expect.stringContaining("start, test, bench"),
    });
  });

  it("hands Ctrl-C over once, though the terminal and npm both send it, and waits for the end", async () => {
    write(
      "scripts/start/main.ts",
      `let count = 0;
       process.on("SIGINT", () => { count += 1; setTimeout(() => { console.log("heard", count); process.exit(3); }, 100); });
       console.log("ready"); setInterval(() => {}, 1000);`,
    );
    const { child, closed } = bootstrap("start");
    await line(child);
    child.kill("SIGINT");
    child.kill("SIGINT");
    expect(await closed).toMatchObject({ code: 3, out: "ready\nheard 1\n" });
  });

  it.runIf(process.platform === "linux")("does not leave the task behind when it is killed", async () => {
    write("scripts/start/main.ts", "console.log(process.pid); setInterval(() => {}, 1000);");
    const { child } = bootstrap("start");
    const pid = Number(await line(child));
    child.kill("SIGKILL");
    await until(() => !isAlive(pid));
  });
});

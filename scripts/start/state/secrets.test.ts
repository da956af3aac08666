import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { hashPassword } from "../demo/password-hash.ts";
import { loadSecrets } from "./secrets.ts";

let stateDir: string;
const path = () => join(stateDir, "secrets.json");
const hash = (password: string) => Promise.resolve(`hash of ${password}`);

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "secrets-"));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}

describe("secrets", () => {
  it("are kept from one start to the next, readable by their owner only", async () => {
    const first = await loadSecrets(stateDir, hash);
    expect(await loadSecrets(stateDir, () => Promise.reject(new Error("hashed twice")))).toEqual(first);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it("are random per installation, every one of them", async () => {
    const first = strings(await loadSecrets(stateDir, hash));
    rmSync(path());
    const second = new Set(strings(await loadSecrets(stateDir, hash)));
    expect(first.filter((secret) => second.has(secret))).toEqual([]);
  });

  it("have the forms that their readers ask for", async () => {
    const secrets = await loadSecrets(stateDir, hash);
    expect(JSON.parse(secrets.endpointIdKeys)).toEqual({ 0: expect.stringMatching(/^[0-9a-f]{64}$/) });
    for (const ring of [secrets.sessionKeys, secrets.totpKeys])
      expect(JSON.parse(ring)).toEqual({ 1: expect.stringMatching(/^[0-9a-f]{64}$/) });
    for (const key of [
      secrets.credentialPepper,
      secrets.audioSigningKey,
      secrets.numberHashKey,
      secrets.csrfKey,
      secrets.mailTokenKey,
    ])
      expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(secrets.demo.apiKey).toMatch(/^cpk_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43}$/);
    expect(secrets.demo.endpointRandom).toMatch(/^[0-9a-f]{16}$/);
    for (const token of [...Object.values(secrets.pbxTokens), secrets.ariPassword, secrets.softphonePassword])
      expect(token).toMatch(/^[A-Za-z0-9_-]{16,}$/);
  });

  it("of an older version keep their values and gain the new ones", async () => {
    const first = await loadSecrets(stateDir, hash);
    const { numberHashKey: _gone, ...older } = first;
    writeFileSync(path(), JSON.stringify(older));
    const merged = await loadSecrets(stateDir, hash);
    expect(merged).toEqual({ ...first, numberHashKey: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.parse(readFileSync(path(), "utf8"))).toEqual(merged);
  });

  it("that were damaged are not silently replaced: that would cut off every PBX and every key", async () => {
    writeFileSync(path(), "{");
    await expect(loadSecrets(stateDir, hash)).rejects.toThrow("secrets.json is not JSON");
  });
});

describe("the demo's password", () => {
  it("is stored as six chained rounds with salt and pepper, and differs each time", async () => {
    const pepper = "ab".repeat(32);
    const [first, second] = [await hashPassword("demo", pepper), await hashPassword("demo", pepper)];
    expect(first).toMatch(/^\$pbkdf2-sha256-x\$v=1\$i=100000\$n=6\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}\$1$/);
    expect(second).not.toBe(first);
  });
});

import { describe, expect, it } from "vitest";
import { digestCredential, matchesCredential } from "./digest.ts";
import { constantTimeEqual } from "./hmac.ts";

const PEPPER = "0f".repeat(32);

describe("credential digests", () => {
  it("are HMAC-SHA-256 with the purpose in front", async () => {
    const { createHmac } = await import("node:crypto");
    const expected = createHmac("sha256", Buffer.from(PEPPER, "hex"))
      .update("api_key\ncpk_secret")
      .digest("hex");
    expect(await digestCredential(PEPPER, "api_key", "cpk_secret")).toBe(expected);
  });

  it("match one of several, and no secret of another purpose or pepper", async () => {
    const old = await digestCredential(PEPPER, "pbx_token", "old");
    const current = await digestCredential(PEPPER, "pbx_token", "current");
    expect(await matchesCredential(PEPPER, "pbx_token", "current", [current, old])).toBe(true);
    expect(await matchesCredential(PEPPER, "pbx_token", "old", [current, old])).toBe(true);
    expect(await matchesCredential(PEPPER, "pbx_token", "older", [current, old])).toBe(false);
    expect(await matchesCredential(PEPPER, "api_key", "current", [current, old])).toBe(false);
    expect(await matchesCredential("1f".repeat(32), "pbx_token", "current", [current, old])).toBe(false);
    expect(await matchesCredential(PEPPER, "pbx_token", "current", [])).toBe(false);
  });

  it("refuse a pepper that is no key", async () => {
    await expect(digestCredential("", "api_key", "x")).rejects.toThrow("HMAC key");
    await expect(digestCredential("secret", "api_key", "x")).rejects.toThrow("HMAC key");
  });
});

describe("constantTimeEqual", () => {
  it.each([
    [[], [], true],
    [[1, 2], [1, 2], true],
    [[1, 2], [1, 3], false],
    [[1], [1, 0], false],
  ])("%j and %j: %j", (left, right, equal) => {
    expect(constantTimeEqual(Uint8Array.from(left), Uint8Array.from(right))).toBe(equal);
  });
});

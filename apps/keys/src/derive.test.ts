import { pbkdf2Sync } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { deriveKey, MAX_ITERATIONS, MAX_ROUNDS } from "./derive.ts";
import worker from "./index.ts";

const salt = new Uint8Array(16).fill(7);

describe("deriveKey", () => {
  it("is PBKDF2-HMAC-SHA-256, each round fed with the one before", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 64 }).filter((text) => text.isWellFormed()),
        fc.uint8Array({ minLength: 16, maxLength: 64 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 6 }),
        async (password, anySalt, iterations, rounds) => {
          let expected: Buffer = Buffer.from(password);
          for (let round = 0; round < rounds; round++) {
            expected = pbkdf2Sync(expected, anySalt, iterations, 32, "sha256");
          }
          const result = await deriveKey({ password, salt: new Uint8Array(anySalt), iterations, rounds });
          expect(result).toEqual({ ok: true, key: new Uint8Array(expected) });
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    [
      "iterations that a Worker in production refuses",
      { iterations: MAX_ITERATIONS + 1 },
      "too_many_iterations",
    ],
    ["rounds beyond the bound", { rounds: MAX_ROUNDS + 1 }, "too_many_rounds"],
    ["a short salt", { salt: new Uint8Array(15) }, "salt_length"],
    ["a long salt", { salt: new Uint8Array(65) }, "salt_length"],
    ["an empty password", { password: "" }, "password_length"],
    ["a password over 1,024 bytes", { password: "ї".repeat(513) }, "password_length"],
  ])("refuses %s", async (_what, change, reason) => {
    const result = await deriveKey({ password: "pass", salt, iterations: 1, rounds: 1, ...change });
    expect(result).toMatchObject({ ok: false, error: { reason } });
  });
});

describe("POST /derive", () => {
  const ask = (body: unknown, init: RequestInit = {}) =>
    worker.fetch(new Request("http://keys/derive", { method: "POST", body: JSON.stringify(body), ...init }));
  const good = { password: "correct horse", salt: "07".repeat(16), iterations: 1000, rounds: 6 };

  it("answers with 32 bytes in hex", async () => {
    const response = await ask(good);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ key: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it.each([
    [
      "a body that is no JSON",
      () => worker.fetch(new Request("http://keys/derive", { method: "POST", body: "{" })),
      400,
    ],
    ["an unknown field", () => ask({ ...good, extra: 1 }), 400],
    ["a salt that is not hex", () => ask({ ...good, salt: "zz".repeat(16) }), 400],
    ["too many iterations", () => ask({ ...good, iterations: 600_000 }), 422],
    ["another path", () => worker.fetch(new Request("http://keys/")), 404],
    ["another method", () => worker.fetch(new Request("http://keys/derive")), 405],
  ])("refuses %s", async (_what, send, status) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain("correct horse");
  });
});

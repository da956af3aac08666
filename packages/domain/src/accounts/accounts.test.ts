import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkNewPassword } from "./check-new-password.ts";
import { COMMON_PASSWORDS } from "./common-passwords.ts";
import { leastRoleFor, ROLES, scopesOf } from "./roles.ts";
import { RENEWAL_GRACE_MS, SESSION_LIFE, sessionBounds, stepUpIsFresh } from "./session-bounds.ts";

const HOUR_MS = 3_600_000;

describe("how long a session lives", () => {
  it("is a day, a week when it stays, and 90 days at most", () => {
    expect([SESSION_LIFE, RENEWAL_GRACE_MS]).toEqual([
      { idleMs: 24 * HOUR_MS, idleStaysMs: 168 * HOUR_MS, mostMs: 2160 * HOUR_MS },
      30_000,
    ]);
  });

  it("never goes beyond its end, and using it never shortens it", () => {
    const time = fc.integer({ min: 0, max: SESSION_LIFE.mostMs });
    fc.assert(
      fc.property(time, time, fc.boolean(), (first, second, stays) => {
        const [used, later] = [Math.min(first, second), Math.max(first, second)];
        const { idleUntil, endsAt } = sessionBounds(0, used, stays);
        expect(endsAt).toBe(SESSION_LIFE.mostMs);
        expect(idleUntil).toBeLessThanOrEqual(endsAt);
        expect(sessionBounds(0, later, stays).idleUntil).toBeGreaterThanOrEqual(idleUntil);
      }),
    );
  });

  it.each([
    [null, 0, false],
    [0, 0, true],
    [0, 599_999, true],
    [0, 600_000, false],
    [1, 0, false],
  ])("a step-up at %j counts at %j: %j", (at, now, fresh) => {
    expect(stepUpIsFresh(at, now)).toBe(fresh);
  });
});

describe("roles", () => {
  const scopes = [
    "alerts:read",
    "alerts:write",
    "organization:write",
    "countries:write",
    "browser-phone:write",
  ];

  it.each([
    ["owner", scopes],
    ["admin", ["alerts:read", "alerts:write", "organization:write", "browser-phone:write"]],
    ["member", ["alerts:read", "alerts:write", "browser-phone:write"]],
    ["viewer", ["alerts:read", "browser-phone:write"]],
  ] as const)("%s has %j", (role, has) => {
    expect(scopesOf(role, scopes)).toEqual(has);
  });

  it("each has what the one below it has; what an organization does not grant, none has", () => {
    for (const [index, role] of ROLES.entries())
      for (const below of ROLES.slice(index)) {
        const own = scopesOf(role, scopes);
        expect(scopesOf(below, scopes).filter((scope) => !own.includes(scope))).toEqual([]);
      }
    expect(leastRoleFor("alerts:read", scopes)).toBe("viewer");
    expect(leastRoleFor("countries:write", scopes)).toBe("owner");
    expect(leastRoleFor("fleet:write", scopes)).toBeNull();
  });
});

describe("a new password", () => {
  it.each([
    ["seven77", false],
    ["їжачок1", true], // Seven letters and twelve bytes: length is counted as it is stored.
    ["correct horse", true],
    ["a".repeat(8), false],
    ["їїїїїїїї", false],
    ["x y".repeat(341), true],
    ["x y".repeat(342), false],
    ["Password1", false],
    ["ada@example.org", false],
    ["Ada Example1", false],
    ["callping", false],
    ["CallPing2026", true],
    ["callping99", false],
  ])("%j may be set: %j", (password, may) => {
    expect(checkNewPassword(password, ["ada@example.org", "Ada Example"]) === null).toBe(may);
  });

  it("is none of those that are tried first", () => {
    expect(COMMON_PASSWORDS.size).toBe(3000);
    for (const common of COMMON_PASSWORDS)
      expect([common, checkNewPassword(common, [])]).toEqual([common, expect.any(String)]);
  });
});
